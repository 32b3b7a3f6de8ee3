using System.Net;
using Peregrine.Http2;

namespace Peregrine.Transports;

/// <summary>Why no connection came about.</summary>
public enum ConnectFailureReason
{
    /// <summary>The host name (or the socket file) does not exist.</summary>
    NameNotFound,

    /// <summary>The name could not be looked up now: the name server failed or did not answer.</summary>
    NameLookupFailed,

    /// <summary>The host is there, nothing listens on the port.</summary>
    Refused,

    /// <summary>No route to the host or network.</summary>
    Unreachable,

    /// <summary>No answer in time; <see cref="ConnectFailure.Phase"/> tells to what.</summary>
    TimedOut,

    /// <summary>Connecting failed in another way, which the text names.</summary>
    ConnectFailed,

    /// <summary>The server's certificate does not chain to a trusted root.</summary>
    TlsUntrustedCertificate,

    /// <summary>The server's certificate is for other names.</summary>
    TlsNameMismatch,

    /// <summary>The server's certificate is not valid now: expired, or not yet valid.</summary>
    TlsExpired,

    /// <summary>The program's own validation callback turned the certificate down.</summary>
    TlsRejectedByCallback,

    /// <summary>The peer answered the TLS handshake in plaintext.</summary>
    TlsPeerIsPlaintext,

    /// <summary>TLS works, but the peer does not speak HTTP/2 over it.</summary>
    TlsNoHttp2InAlpn,

    /// <summary>The server chose a version or cipher suite of TLS that HTTP/2 prohibits (RFC 9113 section 9.2).</summary>
    TlsInadequateSecurity,

    /// <summary>The TLS handshake failed in another way, which the text names.</summary>
    TlsHandshakeFailed,

    /// <summary>The peer answered in HTTP/1.</summary>
    PeerSpeaksHttp1,

    /// <summary>The peer answered the plaintext preface with a TLS record.</summary>
    PeerExpectsTls,

    /// <summary>The peer closed or reset the connection before it sent its SETTINGS.</summary>
    ClosedBeforeSettings,

    /// <summary>The peer answered, but not with valid HTTP/2.</summary>
    Http2PrefaceFailed,
}

/// <summary>How far an attempt to connect got.</summary>
public enum ConnectPhase
{
    /// <summary>Looking the name up.</summary>
    Resolve,

    /// <summary>Connecting the TCP or Unix socket.</summary>
    Connect,

    /// <summary>The TLS handshake.</summary>
    TlsHandshake,

    /// <summary>Waiting for the peer's SETTINGS (RFC 9113 section 3.4).</summary>
    Http2Preface,
}

/// <summary>Why no connection came about, as a value: for programs by <see cref="Reason"/>, for people by <see cref="Text"/>.</summary>
public sealed record ConnectFailure
{
    /// <summary>Why.</summary>
    public required ConnectFailureReason Reason { get; init; }

    /// <summary>How far it got.</summary>
    public required ConnectPhase Phase { get; init; }

    /// <summary>What was to be reached, as the user calls it.</summary>
    public required string Target { get; init; }

    /// <summary>The address that was tried; null before the name is resolved.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>This end; null before the socket is connected.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>Time since the attempt began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What failed, where, after how long, and the likely fix.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>
    /// Explains a connection that failed before the peer's SETTINGS arrived.
    /// </summary>
    /// <param name="target">What was to be reached.</param>
    /// <param name="peer">The peer of the connection.</param>
    /// <param name="elapsed">Time since the attempt began.</param>
    /// <param name="firstBytes">The first bytes that the peer sent, 16 to 256 of them when there are so many; empty when it sent none.</param>
    /// <param name="error">What the HTTP/2 engine made of them; null when the connection ended or time ran out.</param>
    /// <param name="exception">How reading or writing failed; null when it did not. A <see cref="TimeoutException"/> or <see cref="OperationCanceledException"/> means that time ran out.</param>
    public static ConnectFailure InPreface(ConnectTarget target, ConnectionPeer peer, TimeSpan elapsed, ReadOnlySpan<byte> firstBytes, Http2Error? error = null, Exception? exception = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(peer);
        var (reason, what, fix) = PrefaceFailure.Classify(peer, firstBytes, error, exception);
        return new()
        {
            Reason = reason,
            Phase = ConnectPhase.Http2Preface,
            Target = target.Name,
            RemoteEndPoint = peer.RemoteEndPoint,
            LocalEndPoint = peer.LocalEndPoint,
            Elapsed = elapsed,
            Text = ConnectText.Compose(ConnectPhase.Http2Preface, target.Name, peer.RemoteEndPoint, peer.LocalEndPoint, elapsed, what, fix),
        };
    }
}
