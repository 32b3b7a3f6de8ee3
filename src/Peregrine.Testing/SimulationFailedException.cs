namespace Peregrine.Testing;

/// <summary>A run of a <see cref="Simulation"/> failed. The message has the seed and the last lines of the trace; running the seed again gives the same run.</summary>
public sealed class SimulationFailedException : Exception
{
    private const int ShownLines = 200;

    internal SimulationFailedException(long seed, string problem, SimulationTrace trace, Exception? cause)
        : base(Describe(seed, problem, trace), cause)
    {
        Seed = seed;
        Problem = problem;
        Trace = [.. trace.Lines];
        TraceHash = trace.Hash;
    }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string Problem { get; }

    /// <summary>What had happened, line by line with the time in milliseconds.</summary>
    public IReadOnlyList<string> Trace { get; }

    /// <summary>A number that is the same whenever the same happened.</summary>
    public ulong TraceHash { get; }

    private static string Describe(long seed, string problem, SimulationTrace trace)
    {
        var shown = trace.Lines.Skip(Math.Max(0, trace.Lines.Count - ShownLines));
        var cut = trace.Lines.Count > ShownLines ? $" (the last {ShownLines} of {trace.Lines.Count} lines)" : "";
        return $"Seed {seed}: {problem}{Environment.NewLine}Trace{cut}, with the time in ms:{Environment.NewLine}{string.Join(Environment.NewLine, shown)}";
    }
}
