namespace Peregrine.Transports;

/// <summary>
/// One end of a connection that lives in memory. Deterministic: no threads, no time; whoever waits is resumed on the stack of the other end's
/// operation that ends the wait. Bounded: a sender waits while the given number of bytes lie unread.
/// </summary>
public sealed class MemoryConnection : ByteConnection
{
    private readonly MemoryPipe _input;
    private readonly MemoryPipe _output;

    private MemoryConnection(MemoryPipe input, MemoryPipe output, string local, string remote)
    {
        _input = input;
        _output = output;
        Peer = new() { Transport = "memory", Local = local, Remote = remote };
    }

    /// <inheritdoc/>
    public override ConnectionPeer Peer { get; }

    /// <summary>Makes both ends. Which is used as client or server makes no difference but in the names of the peers.</summary>
    /// <param name="capacity">Bytes that one direction holds.</param>
    public static (MemoryConnection Client, MemoryConnection Server) CreatePair(int capacity = 64 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        var up = new MemoryPipe(capacity);
        var down = new MemoryPipe(capacity);
        return (new(down, up, "memory:client", "memory:server"), new(up, down, "memory:server", "memory:client"));
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _input.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        for (var i = 0; i < chunks.Count; i++) await _output.WriteAsync(chunks[i], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        _input.Break("connection reset: one end of the pair in memory aborted it");
        _output.Break("connection reset: one end of the pair in memory aborted it");
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _output.Complete();
        _input.CloseReader();
        return default;
    }
}
