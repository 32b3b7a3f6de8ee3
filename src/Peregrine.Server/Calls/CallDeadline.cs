namespace Peregrine.Server.Calls;

/// <summary>The time that a client gives a call, counted from when its head arrived.</summary>
internal sealed class CallDeadline(TimeProvider time, TimeSpan timeout)
{
    // Timers take at most about 49 days; a longer deadline is none in practice.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(40);

    private readonly long _startedAt = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>What the client said.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>The moment, in UTC.</summary>
    public DateTime At
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            var left = timeout - time.GetElapsedTime(_startedAt);
            return left >= DateTime.MaxValue - now ? DateTime.MaxValue : now + left;
        }
    }

    /// <summary>Starts the timer.</summary>
    public void Start(TimerCallback expired, object state)
    {
        if (timeout < s_longest) _timer = time.CreateTimer(expired, state, timeout < TimeSpan.Zero ? TimeSpan.Zero : timeout, System.Threading.Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops the timer: the call is over.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
