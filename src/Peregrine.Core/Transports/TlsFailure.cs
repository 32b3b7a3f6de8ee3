using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>Says why a client's TLS handshake failed: by our own verdict on the certificate, then by the peer's first bytes, then by what the TLS library says.</summary>
internal static class TlsFailure
{
    private const X509ChainStatusFlags Time = X509ChainStatusFlags.NotTimeValid;
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid | X509ChainStatusFlags.ExplicitDistrust;
    private const byte NoApplicationProtocol = 120; // RFC 7301 section 3.2

    public static (ConnectFailureReason Reason, string What, string Fix) Classify(TlsHandshakeException exception, string host)
    {
        if (exception.Verdict.Rejected) return OfCertificate(exception.Verdict, host);
        var first = exception.FirstBytes.Span;
        switch (FirstBytes.Recognise(first))
        {
            case FirstBytesKind.TlsAlert when FirstBytes.AlertOf(first) == NoApplicationProtocol:
                return NoHttp2("the server ended the handshake because ALPN has no protocol in common (no_application_protocol)");
            case FirstBytesKind.TlsAlert when FirstBytes.AlertOf(first) is { } alert:
                return (ConnectFailureReason.TlsHandshakeFailed, $"the server ended it with the alert {FirstBytes.AlertName(alert)}", AdviceFor(alert, host));
            case FirstBytesKind.TlsAlert or FirstBytesKind.TlsHandshake:
                return (ConnectFailureReason.TlsHandshakeFailed, Innermost(exception), "Check the TLS versions, ciphers and client certificates that the server asks for.");
            case FirstBytesKind.None:
                return (ConnectFailureReason.TlsHandshakeFailed, $"{HowItEnded(exception)} without an answer", "The port may be plaintext (then use http://), or the server refuses this client.");
            default:
                return (ConnectFailureReason.TlsPeerIsPlaintext, $"the peer answered with plaintext: {FirstBytes.Describe(first)}", "Use http:// or the server's TLS port.");
        }
    }

    public static (ConnectFailureReason Reason, string What, string Fix) NoHttp2(string what) =>
        (ConnectFailureReason.TlsNoHttp2InAlpn, $"{what} (offered: h2)", "A proxy or the server does not allow HTTP/2 here: enable it (IIS, nginx grpc_pass, load balancer), or use gRPC-Web.");

    public static (ConnectFailureReason Reason, string What, string Fix) Inadequate(string what) =>
        (ConnectFailureReason.TlsInadequateSecurity, what, "Let the server speak TLS 1.3, or prefer an ECDHE suite with AES-GCM or ChaCha20-Poly1305.");

    private static (ConnectFailureReason Reason, string What, string Fix) OfCertificate(CertificateVerdict verdict, string host)
    {
        var certificate = verdict.Subject.Length == 0 ? "the server certificate" : $"the server certificate {verdict.Subject}";
        if (verdict.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return (ConnectFailureReason.TlsHandshakeFailed, "the server sent no certificate", "Configure one on the server.");
        if ((verdict.ChainStatus & Untrusted) != X509ChainStatusFlags.NoError)
            return (ConnectFailureReason.TlsUntrustedCertificate, $"{certificate} is not trusted ({verdict.ChainStatus})", "Pass its root as TrustedRoots or install it on this machine; for a development certificate run 'dotnet dev-certs https --trust'.");
        if ((verdict.ChainStatus & Time) != X509ChainStatusFlags.NoError)
            return (ConnectFailureReason.TlsExpired, FormattableString.Invariant($"{certificate} is valid only from {verdict.NotBefore:yyyy-MM-dd HH:mm} to {verdict.NotAfter:yyyy-MM-dd HH:mm} UTC"), "Renew it, or correct the clock of this machine.");
        if (verdict.Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return (ConnectFailureReason.TlsNameMismatch, $"{certificate} is for {(verdict.Names.Length == 0 ? "no name" : verdict.Names)}, not for {host}", "Connect by a name in the certificate, or set TargetHost to it.");
        return verdict.Errors == SslPolicyErrors.None
            ? (ConnectFailureReason.TlsRejectedByCallback, $"{certificate} was turned down by the ServerValidation callback", "The callback decides; nothing else is wrong with the certificate.")
            : (ConnectFailureReason.TlsUntrustedCertificate, $"{certificate} is not acceptable ({verdict.ChainStatus})", "Replace it on the server.");
    }

    private static string AdviceFor(byte alert, string host) => alert switch
    {
        70 => "Client and server share no TLS version.",
        112 => $"The server knows no site '{host}': correct the host or set TargetHost.",
        42 or 48 or 116 => "Pass a client certificate that the server accepts.",
        _ => "Check the TLS versions and ciphers of the server; its log may say more.",
    };

    private static string HowItEnded(Exception exception)
    {
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            if (cause is System.Net.Sockets.SocketException) return TransportErrors.Describe(cause);
        }

        return "the peer closed the connection";
    }

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.TrimEnd('.');
    }
}
