namespace Peregrine.Connections;

/// <summary>
/// Finds out whether the peer of one connection is still there. Pure data: looked at about once a second, under the connection's lock; the time comes in.
/// <code>
///   listening ──nothing heard for the policy's time: PING──► asked ──nothing heard for its timeout──► dead
///       ▲                                                      │
///       └───────────────── anything heard ─────────────────────┘
/// </code>
/// </summary>
internal sealed class KeepAlive(KeepAlivePolicy policy)
{
    // Looked at this much later than usual, this process itself was suspended: what has arrived meanwhile deserves to be read first.
    private const long SuspendedMs = 5_000;

    private long _heardMs = long.MinValue;
    private long _askedMs = long.MinValue;
    private long _lookedMs = long.MinValue;

    /// <summary>Something has arrived.</summary>
    public void Heard(long nowMs)
    {
        _heardMs = nowMs;
        _askedMs = long.MinValue;
    }

    /// <summary>What is to be done now.</summary>
    /// <param name="nowMs">The time.</param>
    /// <param name="hasCalls">Whether calls run on the connection.</param>
    public KeepAliveStep Look(long nowMs, bool hasCalls)
    {
        var wasSuspended = _lookedMs != long.MinValue && nowMs - _lookedMs > SuspendedMs;
        _lookedMs = nowMs;
        if (_heardMs == long.MinValue) _heardMs = nowMs;
        if (_askedMs != long.MinValue)
        {
            if (wasSuspended) _askedMs = nowMs;
            return nowMs - _askedMs >= policy.TimeoutMs ? KeepAliveStep.GiveUp : KeepAliveStep.None;
        }

        if (nowMs - _heardMs < policy.TimeMs || !(hasCalls || policy.WithoutCalls)) return KeepAliveStep.None;

        _askedMs = nowMs;
        return KeepAliveStep.Ask;
    }

    /// <summary>How long nothing was heard, for people.</summary>
    public double SilentSeconds(long nowMs) => (nowMs - _heardMs) / 1000.0;
}

/// <summary>What a connection does about its peer.</summary>
internal enum KeepAliveStep
{
    None,

    /// <summary>Send a PING.</summary>
    Ask,

    /// <summary>The peer is gone: close.</summary>
    GiveUp,
}
