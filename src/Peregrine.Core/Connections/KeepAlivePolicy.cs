namespace Peregrine.Connections;

/// <summary>When a connection asks its peer whether it is still there (gRFC A8, A9). Shared by the connections of a channel or server; safe for any thread.</summary>
/// <param name="time">How long nothing may have been heard until a PING is sent; infinite for never.</param>
/// <param name="timeout">How long the peer may then stay silent.</param>
/// <param name="withoutCalls">Whether a connection without calls asks, too.</param>
internal sealed class KeepAlivePolicy(TimeSpan time, TimeSpan timeout, bool withoutCalls)
{
    private readonly long _timeMs = Milliseconds(time);
    private int _factor = 1;

    /// <summary>Never asks.</summary>
    public static KeepAlivePolicy Off { get; } = new(System.Threading.Timeout.InfiniteTimeSpan, TimeSpan.Zero, withoutCalls: false);

    /// <summary>How long nothing may have been heard until a PING is sent, in milliseconds; <see cref="long.MaxValue"/> for never.</summary>
    public long TimeMs => _timeMs == long.MaxValue ? _timeMs : _timeMs * Volatile.Read(ref _factor);

    /// <summary>How long the peer may then stay silent, in milliseconds.</summary>
    public long TimeoutMs { get; } = Milliseconds(timeout);

    public bool WithoutCalls => withoutCalls;

    /// <summary>The peer finds the pings too many: from now on half as often, for all connections (gRFC A8).</summary>
    public void AskLessOften()
    {
        if (Volatile.Read(ref _factor) < 1 << 10) Interlocked.Add(ref _factor, Volatile.Read(ref _factor));
    }

    private static long Milliseconds(TimeSpan time) => time < TimeSpan.Zero ? long.MaxValue : Math.Max(1, (long)time.TotalMilliseconds);
}
