using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace Peregrine.Transports;

/// <summary>A socket on a <see cref="PollLoop"/>: system calls are made at once, and who has to wait is resumed on the loop's thread.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PolledConnection : SocketConnection, IPollSource
{
    private readonly PollLoop _loop;
    private readonly Socket _socket;
    private readonly PolledReceive _receive;
    private readonly PolledSignal _writable = new();
    private readonly List<ArraySegment<byte>> _segments = [];
    private readonly int _id;
    private int _removed;

    public PolledConnection(Socket socket, TimeProvider time)
        : base(socket, time)
    {
        _socket = socket;
        _socket.Blocking = false;
        _receive = new PolledReceive(socket);
        _loop = PollLoop.Next();
        _id = _loop.Add(socket.SafeHandle, this);
    }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _receive.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        if (chunks.Count == 1)
        {
            var sent = TrySend(chunks[0].Span);
            return sent == chunks[0].Length ? default : SendRestAsync(chunks, 0, sent, cancellationToken);
        }

        return chunks.Count == 0 ? default : SendRestAsync(chunks, 0, 0, cancellationToken);
    }

    void IPollSource.OnReady(uint events)
    {
        if ((events & Epoll.Failed) != 0) _receive.OnPeerEnded();
        if ((events & (Epoll.Writable | Epoll.Failed)) != 0) _writable.Fire();
        if ((events & (Epoll.Readable | Epoll.Failed)) != 0) _receive.OnReadable();
    }

    private protected override void CloseSocket()
    {
        if (Interlocked.Exchange(ref _removed, 1) == 0) _loop.Remove(_socket.SafeHandle, _id);
        base.CloseSocket();
        _receive.OnReadable(); // a receive that waits finds the socket closed
        _writable.Fire();
    }

    // The flush of a connection is one at a time, so the builder's pooled box is reused.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(List<ReadOnlyMemory<byte>> chunks, int chunk, int offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (chunk < chunks.Count && offset >= chunks[chunk].Length)
            {
                offset -= chunks[chunk].Length;
                chunk++;
            }

            if (chunk == chunks.Count) return;

            cancellationToken.ThrowIfCancellationRequested();
            _writable.Reset();
            var sent = TrySend(chunks, chunk, offset);
            if (sent == 0) await _writable.WaitAsync().ConfigureAwait(false);
            offset += sent;
        }
    }

    private int TrySend(ReadOnlySpan<byte> bytes) => Sent(_socket.Send(bytes, SocketFlags.None, out var error), error);

    private int TrySend(List<ReadOnlyMemory<byte>> chunks, int chunk, int offset)
    {
        if (chunk == chunks.Count - 1) return TrySend(chunks[chunk].Span[offset..]);

        _segments.Clear();
        for (; chunk < chunks.Count && _segments.Count < 64; chunk++, offset = 0)
        {
            if (!System.Runtime.InteropServices.MemoryMarshal.TryGetArray(chunks[chunk][offset..], out var segment)) break;

            _segments.Add(segment);
        }

        if (_segments.Count == 0) return TrySend(chunks[chunk].Span[offset..]);

        var sent = Sent(_socket.Send(_segments, SocketFlags.None, out var error), error);
        _segments.Clear();
        return sent;
    }

    private static int Sent(int sent, SocketError error) => error switch
    {
        SocketError.Success => sent,
        SocketError.WouldBlock or SocketError.IOPending => Math.Max(sent, 0),
        _ => throw new SocketException((int)error),
    };
}
