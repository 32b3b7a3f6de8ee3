namespace Peregrine.Http2.Streams;

/// <summary>One stream of an <c>Http2Connection</c>. Belongs to the engine; its owner hangs its own state on <see cref="Owner"/>.</summary>
public sealed class Http2Stream
{
    /// <summary>The identifier.</summary>
    public StreamId Id { get; internal set; }

    /// <summary>Whatever the layer above keeps per stream; the engine never touches it.</summary>
    public object? Owner { get; set; }

    /// <summary>Whether the first header block of the peer has arrived.</summary>
    public bool HeadReceived { get; internal set; }

    /// <summary>Whether this end may still send (no END_STREAM sent, not reset).</summary>
    public bool CanSend => throw new NotImplementedException();

    /// <summary>Whether the peer may still send (no END_STREAM received, not reset).</summary>
    public bool CanReceive => throw new NotImplementedException();

    /// <summary>Whether both halves are closed.</summary>
    public bool IsClosed => throw new NotImplementedException();
}
