namespace Peregrine.Connections;

/// <summary>What a channel or a server takes from its process besides the time: threads, and chance. A simulation brings its own.</summary>
/// <param name="Scheduler">Where work goes.</param>
/// <param name="Random">Numbers from 0 to 1, evenly spread; called by any thread.</param>
internal sealed record CallRuntime(CallScheduler Scheduler, Func<double> Random)
{
    /// <summary>The thread pool, and the shared generator.</summary>
#pragma warning disable CA5394 // spreads load and numbers log lines; guards no secret
    public static CallRuntime Process { get; } = new(CallScheduler.ThreadPool, static () => System.Random.Shared.NextDouble());
#pragma warning restore CA5394
}
