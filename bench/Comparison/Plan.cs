namespace Comparison;

/// <summary>For how long things run. Programs stay up between their windows.</summary>
/// <param name="Rounds">How often each contestant is measured in the scenarios that matter most.</param>
/// <param name="Seconds">Length of one measured window.</param>
/// <param name="WarmupSeconds">
/// Calls before the first window of a program that compiles at run time. By the clock, not until calls get no cheaper: on one core the tiered compiler of .NET needs up to fifteen seconds,
/// and stays on one level for several of them.
/// </param>
/// <param name="LeadInSeconds">Calls before every window.</param>
internal sealed record Plan(int Rounds, double Seconds, double WarmupSeconds, double LeadInSeconds)
{
    private const int ManyRounds = 3;

    public static readonly Plan Full = new(Rounds: 5, Seconds: 1.5, WarmupSeconds: 20, LeadInSeconds: 0.3);
    public static readonly Plan Quick = new(Rounds: 1, Seconds: 0.2, WarmupSeconds: 0.6, LeadInSeconds: 0.1) { IsQuick = true };

    /// <summary>A first look: fewer contestants where the slow ones would take most of the time, fewer variants.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Calls of a further kind, before their first window.</summary>
    public double FurtherWarmupSeconds => WarmupSeconds / 2;

    /// <summary>In scenarios that are many.</summary>
    public int FewerRounds => Math.Min(Rounds, ManyRounds);

    /// <summary>For calls of which few fit into a second.</summary>
    public double LongSeconds => Math.Max(Seconds, 0.5);

    /// <summary>For what a load leaves behind and timers clean up.</summary>
    public TimeSpan Settling => TimeSpan.FromSeconds(IsQuick ? 0.3 : 1);
}
