using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>Connects a client, up to and including the TLS handshake.</summary>
public static class ClientConnector
{
    /// <summary>
    /// Resolves when needed, connects, and does the TLS handshake. Throws <see cref="ConnectFailedException"/>, or <see cref="OperationCanceledException"/>
    /// when the caller's token fires. A <see cref="DnsEndPoint"/> with several addresses is tried in their order; the first that connects counts.
    /// </summary>
    public static Task<ByteConnection> ConnectAsync(ConnectTarget target, ConnectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        return GuardAsync(target, options, async (attempt, token) =>
        {
            EndPoint[] endPoints = target.EndPoint is DnsEndPoint name ? await ResolveAsync(name, token).ConfigureAwait(false) : [target.EndPoint];
            var socket = await ConnectFirstAsync(endPoints, attempt, token).ConfigureAwait(false);
            return await SecureAsync(SocketTransport.Wrap(socket, options.Time), target, options, attempt, token).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>
    /// The same over bytes that the program itself connects (a tunnel, a pipe, a pair in memory): <paramref name="open"/> makes them, and what it throws
    /// becomes a <see cref="ConnectFailedException"/> in <see cref="ConnectPhase.Connect"/>.
    /// </summary>
    public static Task<ByteConnection> ConnectAsync(ConnectTarget target, Func<CancellationToken, ValueTask<ByteConnection>> open, ConnectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(options);
        return GuardAsync(target, options, async (attempt, token) =>
        {
            attempt.Phase = ConnectPhase.Connect;
            var connection = await OpenAsync(open, attempt, token).ConfigureAwait(false);
            attempt.RemoteEndPoint = connection.Peer.RemoteEndPoint;
            attempt.LocalEndPoint = connection.Peer.LocalEndPoint;
            return await SecureAsync(connection, target, options, attempt, token).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Looks the host of a <see cref="DnsEndPoint"/> up: its addresses, or <see cref="ConnectFailedException"/> in <see cref="ConnectPhase.Resolve"/>.</summary>
    public static Task<IPEndPoint[]> ResolveAsync(ConnectTarget target, ConnectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        if (target.EndPoint is not DnsEndPoint name) throw new ArgumentException("Only a DnsEndPoint needs to be resolved.", nameof(target));
        return GuardAsync(target, options, (_, token) => ResolveAsync(name, token), cancellationToken);
    }

    // Bounds the time, and tells the caller's cancellation, the timeout and the failures of sockets apart.
    private static async Task<T> GuardAsync<T>(ConnectTarget target, ConnectOptions options, Func<ConnectAttempt, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var attempt = new ConnectAttempt(target, options);
        using var timeout = new CancellationTokenSource(options.Timeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await work(attempt, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw attempt.FailByTime(exception);
        }
        catch (SocketException exception)
        {
            throw attempt.FailBySocket(exception);
        }
    }

    private static async Task<IPEndPoint[]> ResolveAsync(DnsEndPoint name, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(name.Host, name.AddressFamily, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0) throw new SocketException((int)SocketError.NoData);
        var endPoints = new IPEndPoint[addresses.Length];
        for (var i = 0; i < addresses.Length; i++) endPoints[i] = new(addresses[i], name.Port);
        return endPoints;
    }

    private static async Task<Socket> ConnectFirstAsync(EndPoint[] endPoints, ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Phase = ConnectPhase.Connect;
        for (var i = 0; ; i++)
        {
            attempt.RemoteEndPoint = endPoints[i];
            var socket = new Socket(endPoints[i].AddressFamily, SocketType.Stream, endPoints[i] is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
            try
            {
                await SocketTransport.ConnectAsync(socket, endPoints[i], cancellationToken).ConfigureAwait(false);
                attempt.LocalEndPoint = socket.LocalEndPoint;
                return socket;
            }
            catch (SocketException) when (i + 1 < endPoints.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static async Task<ByteConnection> OpenAsync(Func<CancellationToken, ValueTask<ByteConnection>> open, ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await open(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (SocketException or OperationCanceledException or ConnectFailedException))
        {
            throw attempt.Fail((ConnectFailureReason.ConnectFailed, $"the program's own way to connect failed: {TransportErrors.Describe(exception)}", "The exception behind this one says where."), exception);
        }
    }

    private static async Task<ByteConnection> SecureAsync(ByteConnection connection, ConnectTarget target, ConnectOptions options, ConnectAttempt attempt, CancellationToken cancellationToken) =>
        options.Tls is null ? connection : await HandshakeAsync(connection, target.Host, options.Tls, attempt, cancellationToken).ConfigureAwait(false);

    private static async Task<ByteConnection> HandshakeAsync(ByteConnection connection, string host, TlsClientOptions options, ConnectAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Phase = ConnectPhase.TlsHandshake;
        TlsConnection tls;
        try
        {
            tls = await TlsConnection.AuthenticateAsClientAsync(connection, host, options, cancellationToken).ConfigureAwait(false);
        }
        catch (TlsHandshakeException exception)
        {
            throw attempt.Fail(TlsFailure.Classify(exception, options.TargetHost ?? host), exception);
        }

        var inadequate = TlsRules.Violated(tls.Peer);
        if (tls.Peer.NegotiatedProtocol is "h2" && inadequate is null) return tls;
        tls.Abort();
        if (inadequate is not null) throw attempt.Fail(TlsFailure.Inadequate(inadequate), cause: null);
        throw attempt.Fail(TlsFailure.NoHttp2(tls.Peer.NegotiatedProtocol is { } other ? $"the server negotiated '{other}' by ALPN" : "the server takes no part in ALPN"), cause: null);
    }
}
