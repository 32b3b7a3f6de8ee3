using Peregrine.Connections;

namespace Peregrine.Server.Calls;

/// <summary>
/// The cancellation of one server call: its token, made when somebody asks for it, and its deadline timer. A member of the call, so that a call that
/// nobody watches costs nothing.
/// </summary>
internal struct CallCancellation
{
    // Stands for "cancelled before anybody asked for the token".
    private static readonly CancellationTokenSource s_cancelled = MakeCancelled();

    private CancellationTokenSource? _source;
    private ITimer? _timer;

    /// <summary>The token. May be called by any thread.</summary>
    public CancellationToken Token
    {
        get
        {
            var source = Volatile.Read(ref _source);
            if (source is null)
            {
                var made = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _source, made, null) ?? made;
            }

            return source.Token;
        }
    }

    /// <summary>Starts the deadline's timer.</summary>
    public void SetDeadline(TimeProvider time, TimeSpan timeout, TimerCallback expired, object state)
    {
        // Timers take at most about 49 days; a longer deadline is none in practice.
        if (timeout < TimeSpan.FromDays(40)) _timer = time.CreateTimer(expired, state, timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops the timer: the call is over.</summary>
    public void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>Cancels. Callbacks of the token are user code: they run as a ready item, not under the lock.</summary>
    public void Cancel_NeedsLock(ConnectionDriver driver)
    {
        var source = Interlocked.CompareExchange(ref _source, s_cancelled, null);
        if (source is not null && source != s_cancelled && !source.IsCancellationRequested) driver.MakeReady_NeedsLock(new CancelItem(source));
    }

    private static CancellationTokenSource MakeCancelled()
    {
        var source = new CancellationTokenSource();
        source.Cancel();
        return source;
    }
}
