using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>
/// Delays that end on the scheduler. What .NET has (<c>Task.Delay</c> with a clock and a token) resumes on the thread pool when its token fires, which would leave a simulation.
/// </summary>
internal static class Pause
{
    /// <summary>Completes when the time has passed; cancelled when the token fires before.</summary>
    public static async Task ForAsync(TimeSpan time, TimeProvider clock, CallScheduler scheduler, CancellationToken cancellationToken)
    {
        var elapsed = new Promise(scheduler);
        using var timer = clock.CreateTimer(static elapsed => ((Promise)elapsed!).Complete(), elapsed, time, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(static (elapsed, token) => ((Promise)elapsed!).TrySetException(new OperationCanceledException(token)), elapsed);
        await elapsed.Task.ConfigureAwait(false);
    }
}
