using System.Globalization;

namespace Peregrine.Testing;

/// <summary>What happened in a simulation, as a hash, and as lines when somebody wants to read them.</summary>
internal sealed class SimulationTrace(FakeClock clock, SimulationScheduler scheduler, bool keepsLines)
{
    private const ulong Prime = 0x100000001b3;

    private readonly List<string> _lines = [];
    private (string Who, string What, TimeSpan At, int Length, int Pieces) _last;

    /// <summary>Equal for two runs when the same happened in both, at the same times, in the same order.</summary>
    public ulong Hash { get; private set; } = 0xcbf29ce484222325;

    public bool KeepsLines => keepsLines;

    public IReadOnlyList<string> Lines => _lines;

    public void Add(string what)
    {
        scheduler.CheckThread();
        Mix((ulong)clock.Elapsed.Ticks);
        foreach (var character in what) Mix(character);
        if (keepsLines) AddLine(what);
    }

    /// <summary>A line that only explains others.</summary>
    public void Explain(string what)
    {
        if (keepsLines) AddLine(what);
    }

    /// <summary>Bytes that travel: their hash, and their number in the line.</summary>
    public void AddBytes(string who, string what, ReadOnlySpan<byte> bytes)
    {
        scheduler.CheckThread();
        Mix((ulong)clock.Elapsed.Ticks);
        Mix((ulong)bytes.Length);
        foreach (var character in who) Mix(character);
        foreach (var character in what) Mix(character);
        foreach (var value in bytes) Mix(value);
        if (keepsLines) AddBytesLine(who, what, bytes.Length);
    }

    private void AddLine(string what)
    {
        _last = default;
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalMilliseconds,12:0.0000} {what}"));
    }

    // Pieces that follow each other make one line.
    private void AddBytesLine(string who, string what, int length)
    {
        var before = _last;
        var isMore = before.Who == who && before.What == what && before.At == clock.Elapsed;
        if (isMore) _lines.RemoveAt(_lines.Count - 1);
        var now = (Who: who, What: what, At: clock.Elapsed, Length: before.Length * (isMore ? 1 : 0) + length, Pieces: isMore ? before.Pieces + 1 : 1);
        AddLine($"{who} {what} {now.Length} bytes{(now.Pieces > 1 ? $" in {now.Pieces} pieces" : "")}");
        _last = now;
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * Prime;
}
