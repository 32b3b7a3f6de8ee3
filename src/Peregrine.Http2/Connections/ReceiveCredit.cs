using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>
/// What the peer may still send, and giving it back (RFC 9113 section 6.9). Each delivered byte is owed once: by <see cref="Consume"/>, or by <see cref="GiveUp"/> when the
/// stream ended before; <see cref="Http2Stream.Unconsumed"/> is the account, so that nothing is given back twice.
/// </summary>
internal sealed class ReceiveCredit(FrameSender sender, WindowGrowth growth)
{
    private ReceiveWindow _connection = new(SendWindow.Default);
    private long _nowMs;

    /// <summary>Raises the connection's window from where every connection starts.</summary>
    public void Start()
    {
        var raise = growth.ConnectionWindow - SendWindow.Default;
        if (raise <= 0) return;
        _connection.Resize(growth.ConnectionWindow);
        sender.WindowUpdate(StreamId.Connection, raise);
    }

    /// <summary>DATA arrived; its length counts against the connection whatever becomes of it.</summary>
    public Breach Take(int bytes, long nowMs)
    {
        _nowMs = nowMs;
        growth.Add(bytes);
        return _connection.TryTake(bytes) ? default : new(Violation.ConnectionReceiveWindowExceeded, bytes, _connection.Available);
    }

    /// <summary>The PING that measures was answered. False when none was sent.</summary>
    public bool TryMeasure(long nowMs) => growth.TryEnd(nowMs, _connection.Unread);

    /// <summary>Gives bytes back to the connection that no stream accounts for.</summary>
    public void Return(int bytes)
    {
        var increment = _connection.Return(bytes, growth.ConnectionWindow);
        if (increment > 0) Announce(StreamId.Connection, increment);
    }

    /// <summary>Gives padding back, which nobody consumes.</summary>
    public void ReturnPadding(Http2Stream stream, int bytes)
    {
        Return(bytes);
        ReturnToStream(stream, bytes);
    }

    /// <summary>The owner consumed bytes.</summary>
    public void Consume(Http2Stream stream, int bytes)
    {
        bytes = Math.Min(bytes, stream.Unconsumed);
        if (bytes <= 0) return;
        stream.Unconsumed -= bytes;
        Return(bytes);
        ReturnToStream(stream, bytes);
    }

    /// <summary>Nobody will consume what the stream still owes.</summary>
    public void GiveUp(Http2Stream stream)
    {
        if (stream.Unconsumed == 0) return;
        Return(stream.Unconsumed);
        stream.Unconsumed = 0;
    }

    private void ReturnToStream(Http2Stream stream, int bytes)
    {
        if (!stream.CanReceive) return;
        var increment = stream.ReceiveWindow.Return(bytes, growth.StreamWindow);
        if (increment > 0) Announce(stream.Id, increment);
    }

    private void Announce(StreamId id, int increment)
    {
        sender.WindowUpdate(id, increment);
        if (growth.TryBegin(_nowMs)) sender.Ping(WindowGrowth.Ping);
    }
}
