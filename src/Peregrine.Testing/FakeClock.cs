namespace Peregrine.Testing;

/// <summary>
/// A clock that stands still until it is advanced: deadlines, back-off and delays take no real time. Timers that fall due run one after the other on the thread that
/// advances, in the order of their times, those of one time in the order in which they were set. Safe for any thread; advance from one at a time.
/// <code>
/// var clock = new FakeClock();
/// await using var test = GrpcTestServer.Start(new() { Clock = clock }, new GreeterService());
/// var call = client.SayHelloAsync(request, deadline: clock.GetUtcNow().UtcDateTime.AddSeconds(5));
/// clock.Advance(TimeSpan.FromSeconds(5));   // the call ends with DEADLINE_EXCEEDED
/// </code>
/// </summary>
public class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<Timer> _timers = new(Timer.ByDue);
    private readonly DateTimeOffset _start;
    private TimeSpan _now;
    private long _set;

    /// <summary>A clock that shows midnight of 1 January 2026, UTC.</summary>
    public FakeClock()
        : this(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that shows <paramref name="start"/>.</summary>
    public FakeClock(DateTimeOffset start) => _start = start;

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    /// <summary>How many timers wait to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    /// <summary>How long until the next timer falls due; null when none waits.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (_gate) return _timers.Min is { } next ? next.Due > _now ? next.Due - _now : TimeSpan.Zero : null;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    /// <summary>Moves the clock, stopping at each timer on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Elapsed + by;
        while (NextDue(end) is { } timer) Fire(timer);
        lock (_gate) _now = end;
    }

    /// <summary>A task that completes when the clock has advanced by <paramref name="time"/>.</summary>
    public Task Delay(TimeSpan time, CancellationToken cancellationToken = default) => Task.Delay(time, this, cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The timers that wait, each as when it fires and whose it is.</summary>
    internal string DescribeTimers()
    {
        lock (_gate) return string.Join(", ", _timers.Select(timer => $"at {timer.Due.TotalMilliseconds:0.###} ms: {timer.Owner}"));
    }

    /// <summary>Runs what is due; a simulation lets it happen among everything else that happens.</summary>
    internal virtual void Fire(Timer timer) => timer.Fire();

    private Timer? NextDue(TimeSpan end)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } next || next.Due > end) return null;

            if (next.Due > _now) _now = next.Due;
            _timers.Remove(next);
            if (next.Period > TimeSpan.Zero) Set(next, next.Due + next.Period);
            return next;
        }
    }

    private void Set(Timer timer, TimeSpan due)
    {
        timer.Due = due;
        timer.Order = _set++;
        _timers.Add(timer);
    }

    internal sealed class Timer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public static readonly Comparer<Timer> ByDue = Comparer<Timer>.Create(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order));

        public TimeSpan Due { get; set; }

        public long Order { get; set; }

        public TimeSpan Period { get; private set; }

        public bool IsDisposed { get; private set; }

        /// <summary>Whose timer it is, as far as that can be seen.</summary>
        public string Owner => (state ?? callback.Target)?.GetType().Name ?? "unknown";

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                if (IsDisposed) return false;

                clock._timers.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan) clock.Set(this, clock._now + dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                IsDisposed = true;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
