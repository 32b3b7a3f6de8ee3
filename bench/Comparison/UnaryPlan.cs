namespace Comparison;

/// <summary>What to run and for how long. <paramref name="WarmupSeconds"/> is per contestant: once per server and scenario, in each run of a client.</summary>
internal sealed record UnaryPlan(int Rounds, double Seconds, double WarmupSeconds)
{
    public static readonly UnaryPlan Full = new(Rounds: 5, Seconds: 3, WarmupSeconds: 3);
    public static readonly UnaryPlan Quick = new(Rounds: 2, Seconds: 1, WarmupSeconds: 0.7);

    /// <summary>"server", "client", or null for both.</summary>
    public string? Side { get; init; }

    public FileInfo? Json { get; init; }
}
