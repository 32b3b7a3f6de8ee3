using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>Listens on TCP or Unix sockets. Several sockets (both loopbacks of <c>localhost</c>) act as one listener.</summary>
public sealed class SocketListener : ByteListener
{
    private static readonly TimeSpan ExhaustedPause = TimeSpan.FromMilliseconds(100);

    private readonly List<Socket> _sockets;
    private readonly Task<Socket>?[] _accepts;
    private readonly TimeProvider _time;
    private readonly UnixSocketFile? _file;
    private int _disposed;

    private SocketListener(ServerAddress address, List<Socket> sockets, UnixSocketFile? file, TimeProvider time)
    {
        _sockets = sockets;
        _accepts = new Task<Socket>?[sockets.Count];
        _file = file;
        _time = time;
        var endPoints = new EndPoint[sockets.Count];
        for (var i = 0; i < endPoints.Length; i++) endPoints[i] = sockets[i].LocalEndPoint!; // not null: the socket is bound
        BoundAddress = new(endPoints[0] is IPEndPoint ip ? address with { Port = ip.Port } : address, endPoints);
    }

    /// <inheritdoc/>
    public override BoundAddress BoundAddress { get; }

    /// <summary>Binds and listens. Throws <see cref="IOException"/> that names the address, the reason and a fix.</summary>
    /// <param name="address">Where to listen.</param>
    /// <param name="backlog">How many connections may wait to be accepted.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="cancellationToken">Ends the resolution of a host name.</param>
    public static async Task<SocketListener> BindAsync(ServerAddress address, int backlog = 512, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var addresses = await SocketBinding.ResolveAsync(address, cancellationToken).ConfigureAwait(false);
        var file = address.Kind == ServerAddressKind.Unix ? UnixSocketFile.Claim(address.Host) : null;
        List<Socket> sockets = [];
        try
        {
            SocketBinding.Bind(address, addresses, sockets);
            foreach (var socket in sockets) socket.Listen(backlog);
            return new(address, sockets, file, time ?? TimeProvider.System);
        }
        catch (SocketException exception)
        {
            foreach (var socket in sockets) socket.Dispose();
            throw new IOException(SocketBinding.Explain(address, exception), exception);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ByteConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _disposed) == 0)
        {
            var accept = await NextAcceptAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return SocketTransport.Wrap(await accept.ConfigureAwait(false), _time);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                await Task.Delay(ExhaustedPause, _time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The peer left while it was queued (accept(2): ECONNABORTED and the network's own errors), or the listener was disposed.
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        foreach (var socket in _sockets) socket.Dispose();
        _file?.Delete();
        foreach (var accept in _accepts)
        {
            if (accept is null) continue;
            try
            {
                (await accept.ConfigureAwait(false)).Dispose();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // How a pending accept ends when its socket is closed.
            }
        }
    }

    // Every socket has one accept pending; the first that ends is taken, the others stay for the next call.
    private async ValueTask<Task<Socket>> NextAcceptAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _accepts.Length; i++) _accepts[i] ??= AcceptOneAsync(_sockets[i]);
        var first = _accepts.Length == 1 ? _accepts[0]! : await Task.WhenAny(_accepts!).WaitAsync(cancellationToken).ConfigureAwait(false);
        await ((Task)first).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        _accepts[Array.IndexOf(_accepts, first)] = null;
        return first;
    }

    private static async Task<Socket> AcceptOneAsync(Socket socket) => await socket.AcceptAsync().ConfigureAwait(false);
}
