namespace Peregrine.Server.Listening;

/// <summary>
/// How long one connection lives (gRFC A9). Pure data: looked at about once a second, under the connection's lock; the time comes in.
/// <code>
///   young ──older than the maximum, ±10 %──► draining ──PING unanswered──► answered for it ──grace over──► given up
///     └────without a call for too long───────►
/// </code>
/// </summary>
internal sealed class ConnectionAge
{
    // How long a client may take to answer the PING that follows the first GOAWAY.
    private const long DrainPingMs = 60_000;
    private const double Jitter = 0.1;

    private readonly ConnectionLimits _limits;
    private readonly long _dueMs;
    private long _idleSinceMs;
    private long _drainSinceMs = long.MaxValue;
    private bool _wasUsed;
    private bool _isOld;
    private bool _pingGivenUp;

    /// <summary>Begins a connection's life.</summary>
    /// <param name="limits">The server's.</param>
    /// <param name="random">From 0 to 1: spreads the ends of connections that began together.</param>
    /// <param name="nowMs">The time.</param>
    public ConnectionAge(ConnectionLimits limits, double random, long nowMs)
    {
        _limits = limits;
        _dueMs = After(nowMs, limits.MaxAge, 1 + Jitter * (2 * random - 1));
        _idleSinceMs = nowMs;
    }

    /// <summary>A call has ended.</summary>
    public void CallEnded() => _wasUsed = true;

    /// <summary>The server stops, and has its own grace.</summary>
    public void DrainBegan(long nowMs)
    {
        if (_drainSinceMs == long.MaxValue) _drainSinceMs = nowMs;
    }

    /// <summary>What is to be done now.</summary>
    public ConnectionAgeStep Look(long nowMs, bool hasCalls)
    {
        if (_wasUsed || hasCalls) _idleSinceMs = nowMs;
        _wasUsed = false;
        if (_drainSinceMs == long.MaxValue)
        {
            _isOld = nowMs >= _dueMs;
            if (!_isOld && nowMs < After(_idleSinceMs, _limits.MaxIdle)) return ConnectionAgeStep.None;

            _drainSinceMs = nowMs;
            return _isOld ? ConnectionAgeStep.DrainOld : ConnectionAgeStep.DrainIdle;
        }

        if (_isOld && nowMs >= After(_drainSinceMs, _limits.MaxAgeGrace)) return ConnectionAgeStep.GiveUp;
        if (_pingGivenUp || nowMs - _drainSinceMs < DrainPingMs) return ConnectionAgeStep.None;

        _pingGivenUp = true;
        return ConnectionAgeStep.GiveUpPing;
    }

    private static long After(long fromMs, TimeSpan time, double factor = 1) =>
        time < TimeSpan.Zero || time.TotalMilliseconds * factor > long.MaxValue / 4.0 ? long.MaxValue : fromMs + (long)(time.TotalMilliseconds * factor);
}

/// <summary>What is to be done about a connection's age.</summary>
internal enum ConnectionAgeStep
{
    None,

    /// <summary>It is old: drain it.</summary>
    DrainOld,

    /// <summary>Nobody uses it: drain it.</summary>
    DrainIdle,

    /// <summary>The client does not answer the PING of the drain: go on as if it had.</summary>
    GiveUpPing,

    /// <summary>The grace is over: end the calls that are left.</summary>
    GiveUp,
}
