namespace Peregrine.Http2.Streams;

/// <summary>
/// One stream of an <c>Http2Connection</c>. Belongs to the engine; its owner hangs its own state on <see cref="Owner"/>. After <c>Release</c>,
/// and once it is closed, the engine uses the object for another stream: its owner must have let go of it.
/// </summary>
public sealed class Http2Stream
{
    // Fields that are structs must be mutable in place; only the engine sees them.
    internal StreamState State;
    internal SendWindow SendWindow;
    internal ReceiveWindow ReceiveWindow;
    internal ContentLength ContentLength;
    internal SendTurn Turn;

    internal Http2Stream()
    {
    }

    /// <summary>The identifier.</summary>
    public StreamId Id { get; private set; }

    /// <summary>Whatever the layer above keeps per stream; the engine never touches it.</summary>
    public object? Owner { get; set; }

    /// <summary>Whether the peer's head has been handled: still false while the event that delivers it runs, true when trailers are delivered. A 1xx head does not count.</summary>
    public bool HeadReceived { get; internal set; }

    /// <summary>Whether this end may still send (no END_STREAM sent, not reset).</summary>
    public bool CanSend => State.Local != StreamHalf.Closed;

    /// <summary>Whether the peer may still send (no END_STREAM received, not reset).</summary>
    public bool CanReceive => State.Remote != StreamHalf.Closed;

    /// <summary>Whether both halves are closed.</summary>
    public bool IsClosed => State.IsClosed;

    /// <summary>Bytes that were delivered and for which no credit was returned yet.</summary>
    internal int Unconsumed { get; set; }

    /// <summary>The owner has let go: the slot is free once the stream is closed.</summary>
    internal bool IsReleased { get; set; }

    /// <summary>The object waits for its next stream.</summary>
    internal bool IsRetired { get; set; }

    internal long OpenedMs { get; private set; }

    /// <summary>Begins a stream's life.</summary>
    internal void Start(StreamId id, int sendWindow, int receiveWindow, long openedMs)
    {
        Id = id;
        State = default;
        SendWindow = new(sendWindow);
        ReceiveWindow = new(receiveWindow);
        ContentLength = default;
        Turn = default;
        Owner = null;
        HeadReceived = false;
        Unconsumed = 0;
        IsReleased = false;
        IsRetired = false;
        OpenedMs = openedMs;
    }
}

/// <summary>A stream's place in the queue of those that wait to send.</summary>
internal struct SendTurn
{
    /// <summary>The owner was told to wait.</summary>
    public bool IsWaiting;

    /// <summary>The stream is in the queue of the connection, because only the connection holds it up.</summary>
    public bool IsQueued;

    public Http2Stream? Next;
}
