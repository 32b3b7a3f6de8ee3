namespace Comparison;

/// <summary>
/// For how long things run. Servers stay up and are warmed up once, until their calls get no cheaper (at most <paramref name="MaxServerWarmups"/> windows of <paramref name="ServerWarmupSeconds"/>);
/// clients stay up as well, and are warmed up: twelve seconds, because on one core the tiered compiler of .NET needs most of that, and half of it for each further kind of call.
/// </summary>
/// <param name="Rounds">How often each contestant is measured in the scenarios that matter most.</param>
/// <param name="Seconds">Length of one measured window.</param>
internal sealed record Plan(int Rounds, double Seconds, int MaxServerWarmups, double ServerWarmupSeconds, double ClientWarmupSeconds, double LeadInSeconds)
{
    private const int ManyRounds = 3;

    public static readonly Plan Full = new(Rounds: 5, Seconds: 1.5, MaxServerWarmups: 20, ServerWarmupSeconds: 1, ClientWarmupSeconds: 12, LeadInSeconds: 0.3);
    public static readonly Plan Quick = new(Rounds: 1, Seconds: 0.2, MaxServerWarmups: 2, ServerWarmupSeconds: 0.3, ClientWarmupSeconds: 0.5, LeadInSeconds: 0.1) { IsQuick = true };

    /// <summary>A first look: fewer contestants where the slow ones would take most of the time, fewer variants.</summary>
    public bool IsQuick { get; init; }

    /// <summary>In scenarios that are many.</summary>
    public int FewerRounds => Math.Min(Rounds, ManyRounds);

    /// <summary>For calls of which few fit into a second.</summary>
    public double LongSeconds => Math.Max(Seconds, 0.5);

    /// <summary>For what a load leaves behind and timers clean up.</summary>
    public TimeSpan Settling => TimeSpan.FromSeconds(IsQuick ? 0.3 : 1);
}
