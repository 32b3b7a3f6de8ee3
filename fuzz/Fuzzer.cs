using System.Diagnostics;

namespace Fuzz;

/// <summary>Fuzzes one target: seeds and regressions first, then mutations of what reached something new. The order of inputs follows from the seed.</summary>
internal sealed class Fuzzer
{
    private const int MostFindings = 20;
    private const int BatchSize = 64;

    private readonly Queue<byte[]> _first;
    private readonly Pool _pool = new();
    private readonly Features _features = new();
    private readonly HashSet<string> _signatures = [];
    private readonly Mutator _mutator;

    public Fuzzer(FuzzTarget target, ulong seed)
    {
        Target = target;
        _first = new(CaseFiles.Seeds(target.Name).Concat(CaseFiles.Regressions(target.Name)).Select(static found => found.Bytes));
        _mutator = new(seed, target.Tokens, target.MaxLength);
    }

    public FuzzTarget Target { get; }

    public long Executions { get; private set; }

    public TimeSpan Spent { get; private set; }

    public int Reached => _features.Count;

    public int Kept => _pool.Count;

    public IReadOnlyList<byte[]> Inputs => _pool.Inputs;

    public List<Finding> Findings { get; } = [];

    /// <summary>Goes on for a number of inputs.</summary>
    public void RunCount(long count)
    {
        for (; count > 0 && Findings.Count < MostFindings; count--) RunOne();
    }

    /// <summary>Goes on for a time.</summary>
    public void RunFor(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time && Findings.Count < MostFindings) RunCount(BatchSize);
        Spent += clock.Elapsed;
    }

    private void RunOne()
    {
        var input = Next();
        Executions++;
        if (Runner.Try(Target, input, _features) is { } error) Keep(input, error);
        else if (_features.IsNew) _pool.Add(input, _mutator);
    }

    private byte[] Next()
    {
        if (_first.TryDequeue(out var given)) return given;
        if (_pool.Count == 0 || _mutator.Below(32) == 0) return _mutator.Random();
        return _mutator.Mutate(_pool.Take(_mutator), _pool.Take(_mutator));
    }

    private void Keep(byte[] input, Exception error)
    {
        if (_signatures.Add(Finding.SignatureOf(error))) Findings.Add(Runner.Minimize(Target, input, error));
    }
}
