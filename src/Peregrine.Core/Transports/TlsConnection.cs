using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>TLS over another connection, which it owns. ALPN offers <c>h2</c> and nothing else (RFC 9113 section 3.3).</summary>
public sealed class TlsConnection : StreamConnection
{
    private readonly SslStream _tls;
    private readonly ByteConnection _inner;

    private TlsConnection(SslStream tls, ByteConnection inner)
        : base(tls, DescribePeer(tls, inner.Peer))
    {
        _tls = tls;
        _inner = inner;
    }

    /// <summary>
    /// Does the server's half of the handshake; the token bounds its time. When it fails the inner connection is aborted and
    /// <see cref="AuthenticationException"/> (also for a peer that speaks no TLS), <see cref="IOException"/> or <see cref="OperationCanceledException"/> is thrown.
    /// A client that takes no part in ALPN is let in, and <see cref="ConnectionPeer.NegotiatedProtocol"/> is null: a server of HTTP/2 must not serve it (RFC 9113 section 3.2),
    /// and a <c>GrpcServer</c> that does its own handshakes does not.
    /// </summary>
    public static async Task<TlsConnection> AuthenticateAsServerAsync(ByteConnection inner, TlsServerOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        var stream = new ByteConnectionStream(inner);
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsServerAsync(TlsPolicy.ForServer(options), cancellationToken).ConfigureAwait(false);
            stream.Forget();
            return new(tls, inner);
        }
        catch
        {
            inner.Abort();
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Does the client's half of the handshake; the token bounds its time. When it fails the inner connection is aborted and
    /// <see cref="TlsHandshakeException"/> or <see cref="OperationCanceledException"/> is thrown.
    /// </summary>
    public static async Task<TlsConnection> AuthenticateAsClientAsync(ByteConnection inner, string host, TlsClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        var stream = new ByteConnectionStream(inner);
        var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        var verdict = new CertificateVerdict(options.ServerValidation);
        try
        {
            await tls.AuthenticateAsClientAsync(TlsPolicy.ForClient(options, host, verdict), cancellationToken).ConfigureAwait(false);
            stream.Forget();
            return new(tls, inner);
        }
        catch (Exception exception)
        {
            inner.Abort();
            await tls.DisposeAsync().ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested || exception is not (AuthenticationException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException)) throw;
            throw new TlsHandshakeException(exception, verdict, stream.FirstBytes.ToArray());
        }
    }

    private protected override void AbortCore() => _inner.Abort();

    private protected override async ValueTask CloseAsync()
    {
        try
        {
            await _tls.ShutdownAsync().ConfigureAwait(false); // close_notify, so that the peer can tell an end from a cut
        }
        finally
        {
            // The inner connection drains undecrypted bytes, which is all that is needed.
            await _inner.DisposeAsync().ConfigureAwait(false);
            await _tls.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static ConnectionPeer DescribePeer(SslStream tls, ConnectionPeer inner) => inner with
    {
        IsSecure = true,
        TlsVersion = tls.SslProtocol,
        CipherSuite = tls.NegotiatedCipherSuite,
        NegotiatedProtocol = tls.NegotiatedApplicationProtocol.Protocol.IsEmpty ? null : tls.NegotiatedApplicationProtocol.ToString(),
        Certificate = tls.RemoteCertificate as X509Certificate2,
    };
}
