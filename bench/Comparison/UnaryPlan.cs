namespace Comparison;

/// <summary>
/// What to run and for how long. Servers stay up and are warmed up once, until their calls get no cheaper (at most <paramref name="MaxServerWarmups"/> windows of a second);
/// clients in each run, since each is a new process: twelve seconds, because on one core the tiered compiler of .NET needs most of that.
/// </summary>
internal sealed record UnaryPlan(int Rounds, double Seconds, int MaxServerWarmups, double ClientWarmupSeconds)
{
    public static readonly UnaryPlan Full = new(Rounds: 5, Seconds: 3, MaxServerWarmups: 20, ClientWarmupSeconds: 12);
    public static readonly UnaryPlan Quick = new(Rounds: 2, Seconds: 1, MaxServerWarmups: 3, ClientWarmupSeconds: 1);

    /// <summary>"server", "client", or null for both.</summary>
    public string? Side { get; init; }

    public FileInfo? Json { get; init; }
}
