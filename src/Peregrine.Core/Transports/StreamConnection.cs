using System.Runtime.CompilerServices;

namespace Peregrine.Transports;

/// <summary>Any duplex <see cref="Stream"/> as a connection: a named pipe, a tunnel, something of your own. It owns the stream.</summary>
public class StreamConnection : ByteConnection
{
    private readonly Stream _stream;
    private int _closed;
    private bool _aborted;

    /// <summary>Takes over a stream that reads and writes, and that allows one read and one write at the same time.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="peer">Who is at the other end; when null, an unnamed stream.</param>
    public StreamConnection(Stream stream, ConnectionPeer? peer = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead || !stream.CanWrite) throw new ArgumentException("The stream must be open for reading and for writing.", nameof(stream));
        _stream = stream;
        Peer = peer ?? new() { Transport = "stream", Remote = "stream", Local = "stream" };
    }

    /// <inheritdoc/>
    public override ConnectionPeer Peer { get; }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = _stream.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully && !Volatile.Read(ref _aborted) ? read : FinishReceiveAsync(read);
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        for (var i = 0; i < chunks.Count; i++) await _stream.WriteAsync(chunks[i], cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public sealed override void Abort()
    {
        Volatile.Write(ref _aborted, true);
        Interlocked.Exchange(ref _closed, 1);
        AbortCore();
    }

    /// <inheritdoc/>
    public sealed override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        GC.SuppressFinalize(this);
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The other end has gone first.
        }
    }

    // Some streams let a pending read end as if the peer had finished when they are disposed; that end must not be believed.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FinishReceiveAsync(ValueTask<int> receive)
    {
        var read = await receive.ConfigureAwait(false);
        if (read == 0 && Volatile.Read(ref _aborted)) throw new IOException("the connection was aborted at this end");
        return read;
    }

    private protected virtual void AbortCore() => _stream.Dispose();

    private protected virtual ValueTask CloseAsync() => _stream.DisposeAsync();
}
