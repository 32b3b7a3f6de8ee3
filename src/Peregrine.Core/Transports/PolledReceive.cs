using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Peregrine.Transports;

/// <summary>
/// Receiving from a polled socket, without allocating.
/// <code>
///   idle ──receive: nothing there──► waiting ──edge: bytes──► idle, the receiver is resumed with them
///     └──edge──► edge seen: the next receive looks first
/// </code>
/// After a receive that did not fill its buffer the socket is empty until the next edge, so looking again would be a wasted system call. Not so once the
/// peer has ended its half: that may share an edge with the last bytes, and no other edge follows.
/// </summary>
internal sealed class PolledReceive(Socket socket) : IValueTaskSource<int>
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<int> _core;
    private Memory<byte> _buffer;
    private CancellationToken _token;
    private CancellationTokenRegistration _cancellation;
    private bool _edge = true;
    private bool _peerEnded;
    private bool _waits;

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);

        Watch(cancellationToken);
        while (true)
        {
            lock (_gate)
            {
                if (!_edge)
                {
                    _core.Reset();
                    _buffer = buffer;
                    _waits = true;
                    return new ValueTask<int>(this, _core.Version);
                }

                _edge = false;
            }

            if (TryReceive(buffer.Span, out var received, out var error)) return error is null ? new ValueTask<int>(received) : ValueTask.FromException<int>(error);
        }
    }

    /// <summary>The peer has ended its half, or the connection failed: from now on each receive looks.</summary>
    public void OnPeerEnded() => Volatile.Write(ref _peerEnded, true);

    /// <summary>There may be something: called by the loop for each edge, and when the socket was closed.</summary>
    public void OnReadable()
    {
        Memory<byte> buffer;
        lock (_gate)
        {
            _edge = true;
            if (!_waits) return;

            _waits = false;
            _edge = false;
            buffer = _buffer;
        }

        while (true)
        {
            if (TryReceive(buffer.Span, out var received, out var error))
            {
                Complete(received, error);
                return;
            }

            lock (_gate)
            {
                if (!_edge && !_token.IsCancellationRequested)
                {
                    _waits = true;
                    return;
                }

                _edge = false;
            }

            if (_token.IsCancellationRequested)
            {
                Complete(0, new OperationCanceledException(_token));
                return;
            }
        }
    }

    int IValueTaskSource<int>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Complete(int received, Exception? error)
    {
        _buffer = default;
        if (error is null) _core.SetResult(received);
        else _core.SetException(error);
    }

    // The read loop passes the same token each time: it is registered once, not for each wait.
    private void Watch(CancellationToken token)
    {
        if (token == _token) return;

        _cancellation.Unregister();
        _token = token;
        _cancellation = token.UnsafeRegister(static self => ((PolledReceive)self!).Cancelled(), this);
    }

    private void Cancelled()
    {
        lock (_gate)
        {
            if (!_waits) return;

            _waits = false;
        }

        Complete(0, new OperationCanceledException(_token));
    }

    /// <summary>False when nothing is there.</summary>
    private bool TryReceive(Span<byte> buffer, out int received, out Exception? error)
    {
        error = null;
        try
        {
            // An empty buffer asks whether there is something, and takes nothing.
            Span<byte> probe = stackalloc byte[1];
            received = buffer.IsEmpty
                ? socket.Receive(probe, SocketFlags.Peek, out var result)
                : socket.Receive(buffer, SocketFlags.None, out result);
            if (result == SocketError.WouldBlock) return false;
            if (result != SocketError.Success) error = new SocketException((int)result);

            if (buffer.IsEmpty) received = 0;
            if (buffer.IsEmpty || received == buffer.Length || received == 0 || Volatile.Read(ref _peerEnded)) _edge = true; // more may be there, or the end, which stays
            return true;
        }
        catch (ObjectDisposedException closed)
        {
            received = 0;
            error = closed;
            return true;
        }
    }
}
