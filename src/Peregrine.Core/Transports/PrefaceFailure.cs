using Peregrine.Http2;

namespace Peregrine.Transports;

/// <summary>Says why a connected peer did not become an HTTP/2 peer: by what it sent first, then by what the engine said, then by how the connection ended.</summary>
internal static class PrefaceFailure
{
    public static (ConnectFailureReason Reason, string What, string Fix) Classify(ConnectionPeer peer, ReadOnlySpan<byte> firstBytes, Http2Error? error, Exception? exception)
    {
        switch (FirstBytes.Recognise(firstBytes))
        {
            case FirstBytesKind.Http1Response:
                return (ConnectFailureReason.PeerSpeaksHttp1, $"the peer answered in HTTP/1: {FirstBytes.Describe(firstBytes)}", peer.IsSecure
                    ? "A proxy or the server does not allow HTTP/2 here: enable it, or use gRPC-Web."
                    : "The port does not take HTTP/2 with prior knowledge: use the server's gRPC port, allow plaintext HTTP/2 there (h2c), or use https:// with TLS.");
            case FirstBytesKind.TlsAlert or FirstBytesKind.TlsHandshake when !peer.IsSecure:
                return (ConnectFailureReason.PeerExpectsTls, $"the peer answered with {FirstBytes.Describe(firstBytes)}: it expects TLS on this port", "Use https:// or the server's plaintext port.");
        }

        if (error is { } known) return OfEngine(known, firstBytes);
        if (exception is TimeoutException or OperationCanceledException)
            return (ConnectFailureReason.TimedOut, $"the peer accepted the connection and then sent {(firstBytes.IsEmpty ? "nothing" : "no complete SETTINGS")}", "It is overloaded, or not an HTTP/2 server.");
        if (firstBytes.IsEmpty || FirstBytes.Recognise(firstBytes) == FirstBytesKind.Http2Frame) return OfEnd(peer, exception);
        return (ConnectFailureReason.Http2PrefaceFailed, $"the peer sent {FirstBytes.Describe(firstBytes)} instead of SETTINGS", "Check that the port belongs to a gRPC server.");
    }

    private static (ConnectFailureReason Reason, string What, string Fix) OfEngine(Http2Error error, ReadOnlySpan<byte> firstBytes)
    {
        if (error.Code == Http2ErrorCode.Http11Required)
            return (ConnectFailureReason.PeerSpeaksHttp1, "the peer demands HTTP/1.1 (HTTP_1_1_REQUIRED)", "A proxy or the server does not allow HTTP/2 here: enable it (IIS, nginx grpc_pass, load balancer), or use gRPC-Web.");
        return FirstBytes.Recognise(firstBytes) is FirstBytesKind.Http2Frame
            ? (ConnectFailureReason.Http2PrefaceFailed, error.Initiator == Http2Initiator.Peer ? $"the peer gave up: {error.Text} ({error.Code})" : $"the peer broke a rule of HTTP/2: {error.Text} ({error.Violation})", "The peer is at fault; its log may say more.")
            : (ConnectFailureReason.Http2PrefaceFailed, $"the peer sent {FirstBytes.Describe(firstBytes)} instead of SETTINGS", "Check that the port belongs to a gRPC server.");
    }

    private static (ConnectFailureReason Reason, string What, string Fix) OfEnd(ConnectionPeer peer, Exception? exception)
    {
        var how = exception is null ? "the peer closed the connection" : TransportErrors.Describe(exception);
        return (ConnectFailureReason.ClosedBeforeSettings, $"{how} before it sent its SETTINGS", peer.IsSecure
            ? "The server refuses this client (it may demand a client certificate), is shutting down, or speaks no HTTP/2."
            : "The port may expect TLS (then use https://), the server may be shutting down, or it speaks no HTTP/2.");
    }
}
