using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Peregrine.Transports;

/// <summary>A connected TCP or Unix stream socket; it owns the socket.</summary>
public class SocketConnection : ByteConnection
{
    // More than what fits the socket buffers of both ends: a peer that floods, then reads, gets our last bytes.
    private const int DrainLimit = 16 * 1024 * 1024;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private GatherSend? _gather;
    private int _closed;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">A connected stream socket.</param>
    /// <param name="time">The clock that bounds a graceful close; the system's when null.</param>
    public SocketConnection(Socket socket, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        _time = time ?? TimeProvider.System;
        var isTcp = socket.ProtocolType == ProtocolType.Tcp;
        if (isTcp) socket.NoDelay = true;
        Peer = new()
        {
            Transport = isTcp ? "tcp" : "unix",
            Remote = EndPointText.Format(socket.RemoteEndPoint),
            Local = EndPointText.Format(socket.LocalEndPoint),
            RemoteEndPoint = socket.RemoteEndPoint,
            LocalEndPoint = socket.LocalEndPoint,
        };
    }

    /// <inheritdoc/>
    public override ConnectionPeer Peer { get; }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return chunks.Count switch
        {
            0 => default,
            1 => SendOneAsync(chunks[0], cancellationToken),
            _ => SendManyAsync(chunks, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        Interlocked.Exchange(ref _closed, 1);
        try
        {
            // Linger 0 makes the close a reset: the peer learns at once, and no unsent byte lingers in the kernel.
            _socket.LingerState = new(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Already closed, here or by the peer: nothing is left to reset.
        }

        CloseSocket();
    }

#pragma warning disable CA1816 // there is no finalizer, here or below
    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
#pragma warning restore CA1816
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            await DrainAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer has gone, or took too long: the bytes are where they are.
        }

        CloseSocket();
        _gather?.Dispose();
    }

    /// <summary>Closes the socket; operations that wait fail.</summary>
    private protected virtual void CloseSocket() => _socket.Dispose();

    private async Task DrainAsync()
    {
        using var timeout = new CancellationTokenSource(DrainTime, _time);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (var total = 0; total < DrainLimit;)
            {
                var read = await ReceiveAsync(buffer.AsMemory(), timeout.Token).ConfigureAwait(false);
                if (read == 0) return;
                total += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ValueTask SendOneAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var send = _socket.SendAsync(chunk, SocketFlags.None, cancellationToken);
        if (!send.IsCompletedSuccessfully) return FinishAsync(send, chunk, cancellationToken);
        var sent = send.Result;
        return sent == chunk.Length ? default : FinishAsync(ValueTask.FromResult(sent), chunk, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FinishAsync(ValueTask<int> send, ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var sent = await send.ConfigureAwait(false);
        while (sent < chunk.Length)
        {
            sent += await _socket.SendAsync(chunk[sent..], SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask SendManyAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        var gather = _gather ??= new GatherSend();
        var taken = gather.Fill(chunks, 0);
        return taken == chunks.Count && !cancellationToken.CanBeCanceled ? gather.SendAsync(_socket) : SendManyAsync(gather, chunks, taken, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendManyAsync(GatherSend gather, List<ReadOnlyMemory<byte>> chunks, int taken, CancellationToken cancellationToken)
    {
        // A gathering send knows no token; cancelling one that is under way ends the connection, which the contract allows.
        using var registration = cancellationToken.UnsafeRegister(static self => ((SocketConnection)self!).Abort(), this);
        for (var next = 0; next < chunks.Count; taken = gather.Fill(chunks, next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (taken == 0)
            {
                await SendOneAsync(chunks[next], cancellationToken).ConfigureAwait(false);
                taken = 1;
            }
            else
            {
                await gather.SendAsync(_socket).ConfigureAwait(false);
            }

            next += taken;
        }
    }
}
