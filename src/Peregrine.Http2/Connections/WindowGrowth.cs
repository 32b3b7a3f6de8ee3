namespace Peregrine.Http2.Connections;

/// <summary>
/// How large the receive windows are. What a peer may send in a round trip is one window, so over a long way the window decides how fast it is (the bandwidth-delay product). A PING beside a
/// WINDOW_UPDATE measures a round trip and what arrives meanwhile; a window that is small for that grows, unless it is the reader who is slow. Pure data; the time comes in.
/// </summary>
internal sealed class WindowGrowth(int streamWindow, int connectionWindow, int most)
{
    /// <summary>The payload of the PINGs that measure.</summary>
    public const ulong Ping = 0x50455245_57494E44;

    // Of a window that holds the peer up at least half comes in a round trip, as windows are renewed in batches, and one of twice what is under way holds nobody up. A third, because ways
    // differ from time to time.
    private const int WindowsUnderWay = 3;

    private const long PauseMs = 1000;

    private long _leastRoundTripMs = long.MaxValue;
    private long _sinceMs;
    private long _notBeforeMs = long.MinValue;
    private long _arrived;
    private bool _isMeasuring;

    /// <summary>What a stream may have under way and unread.</summary>
    public int StreamWindow { get; private set; } = streamWindow;

    /// <summary>What all streams together may.</summary>
    public int ConnectionWindow { get; private set; } = connectionWindow;

    // Below a millisecond no window of a usual size is too small.
    private bool IsWorthwhile => _leastRoundTripMs > 0 && (StreamWindow < most || ConnectionWindow < most);

    /// <summary>The peer answered something that it answers at once.</summary>
    public void Learn(long roundTripMs) => _leastRoundTripMs = Math.Min(_leastRoundTripMs, roundTripMs);

    /// <summary>DATA arrived.</summary>
    public void Add(int bytes) => _arrived += bytes;

    /// <summary>A WINDOW_UPDATE is sent; whether a PING should follow it.</summary>
    public bool TryBegin(long nowMs)
    {
        if (_isMeasuring || nowMs < _notBeforeMs || !IsWorthwhile) return false;
        _isMeasuring = true;
        _sinceMs = nowMs;
        _arrived = 0;
        return true;
    }

    /// <summary>The PING was answered. False when none was sent.</summary>
    /// <param name="nowMs">The time.</param>
    /// <param name="unread">Bytes of all streams that were not consumed yet.</param>
    public bool TryEnd(long nowMs, int unread)
    {
        if (!_isMeasuring) return false;
        _isMeasuring = false;
        var tookMs = nowMs - _sinceMs;
        Learn(tookMs);
        var underWay = tookMs > 0 ? _arrived * _leastRoundTripMs / tookMs : 0;
        var isReaderSlow = unread > StreamWindow / 4;
        var isGrown = !isReaderSlow && TryGrow(underWay);
        _notBeforeMs = nowMs + (isGrown ? 2 * _leastRoundTripMs : PauseMs); // the next WINDOW_UPDATE tells the peer, and a round trip later comes what it sends then
        return true;
    }

    private bool TryGrow(long underWay)
    {
        var (stream, connection) = (StreamWindow, ConnectionWindow);
        StreamWindow = Grown(stream, underWay);
        ConnectionWindow = Math.Max(Grown(connection, underWay), StreamWindow);
        return StreamWindow > stream || ConnectionWindow > connection;
    }

    private int Grown(int window, long underWay) =>
        underWay * WindowsUnderWay < window ? window : (int)Math.Max(window, Math.Min(2L * window, most));
}
