namespace Comparison;

/// <summary>What to run and for how long. Servers are warmed up once, since they stay up; clients in each run, since each is a new process.</summary>
internal sealed record UnaryPlan(int Rounds, double Seconds, double ServerWarmupSeconds, double ClientWarmupSeconds)
{
    public static readonly UnaryPlan Full = new(Rounds: 5, Seconds: 3, ServerWarmupSeconds: 6, ClientWarmupSeconds: 3);
    public static readonly UnaryPlan Quick = new(Rounds: 2, Seconds: 1, ServerWarmupSeconds: 2, ClientWarmupSeconds: 1);

    /// <summary>"server", "client", or null for both.</summary>
    public string? Side { get; init; }

    public FileInfo? Json { get; init; }
}
