namespace Peregrine.Transports;

/// <summary>
/// A reliable, ordered stream of bytes in both directions: a TCP or Unix socket, TLS over one, any <see cref="Stream"/>, or a pair in memory.
/// One receive and one send may run at the same time, not two of either; <see cref="Abort"/> may be called from anywhere at any time.
/// A failed operation throws <see cref="IOException"/>, <see cref="System.Net.Sockets.SocketException"/> or <see cref="ObjectDisposedException"/>,
/// and leaves the connection unusable; <see cref="TransportErrors"/> turns each into a sentence.
/// </summary>
public abstract class ByteConnection : IAsyncDisposable
{
    /// <summary>Who is at the other end, and how it is reached. Does not change.</summary>
    public abstract ConnectionPeer Peer { get; }

    /// <summary>
    /// Receives what is there, at least one byte, and returns how many; 0 means that the peer has sent everything.
    /// An empty buffer waits until there is something to receive (or the end) and returns 0, so that an idle connection needs no buffer;
    /// a transport that cannot tell may return early. Cancelling leaves what is not received yet for the next receive.
    /// </summary>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>
    /// Sends all chunks, in order, and completes when the transport has taken every byte. Neither the list nor the memory may change before that.
    /// Cancelling a send that is under way may leave a part sent: the connection can then only be aborted.
    /// </summary>
    public abstract ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken);

    /// <summary>Closes at once: pending operations fail, unsent bytes are lost. Harmless when repeated.</summary>
    public abstract void Abort();

    /// <summary>
    /// Closes gracefully: no send may be under way. What was sent arrives: the sending half ends first, and what the peer still sends is
    /// read and dropped for a bounded time, because closing over unread input would make TCP throw away our last bytes.
    /// </summary>
    public abstract ValueTask DisposeAsync();
}
