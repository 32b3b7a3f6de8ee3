namespace Peregrine.Server.Listening;

/// <summary>
/// Counts PINGs that come sooner than they may; the third in a row is one too many (gRFC A8). Every message frame from the server starts the count anew, because clients measure
/// the round trip while data comes. Pure data; the time comes in.
/// </summary>
internal sealed class PingStrikes(ConnectionLimits limits)
{
    private const int MaxStrikes = 2;

    // Between PINGs that are not welcome at all.
    private static readonly TimeSpan s_unwelcome = TimeSpan.FromHours(2);

    private long _lastMs = long.MinValue / 2;
    private long _framesSent = -1;
    private int _strikes;

    /// <summary>A PING has come; whether it is one too many.</summary>
    /// <param name="nowMs">The time.</param>
    /// <param name="hasCalls">Whether calls run on the connection.</param>
    /// <param name="framesSent">How many frames of messages the connection has sent so far.</param>
    public bool IsOneTooMany(long nowMs, bool hasCalls, long framesSent)
    {
        var sinceLast = nowMs - _lastMs;
        _lastMs = nowMs;
        if (_framesSent != framesSent)
        {
            _framesSent = framesSent;
            _strikes = 0;
            return false;
        }

        var least = hasCalls || limits.PermitPingsWithoutCalls ? limits.MinPingInterval : s_unwelcome;
        if (sinceLast < least.TotalMilliseconds) _strikes++;
        return _strikes > MaxStrikes;
    }
}
