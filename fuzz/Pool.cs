namespace Fuzz;

/// <summary>The inputs worth mutating. Young ones are taken more often; when it is full, a new one takes the place of any.</summary>
internal sealed class Pool
{
    private const int Capacity = 4096;
    private const int Young = 64;

    private readonly List<byte[]> _inputs = [];

    public int Count => _inputs.Count;

    public IReadOnlyList<byte[]> Inputs => _inputs;

    public void Add(byte[] input, Mutator chance)
    {
        if (_inputs.Count < Capacity) _inputs.Add(input);
        else _inputs[chance.Below(Capacity)] = input;
    }

    public byte[] Take(Mutator chance)
    {
        var from = chance.Below(2) == 0 ? Math.Max(0, _inputs.Count - Young) : 0;
        return _inputs[from + chance.Below(_inputs.Count - from)];
    }
}
