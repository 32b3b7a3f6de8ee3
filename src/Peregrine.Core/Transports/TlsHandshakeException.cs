using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>A TLS handshake of a client that failed, with what is needed to say why.</summary>
public sealed class TlsHandshakeException : AuthenticationException
{
    internal TlsHandshakeException(Exception cause, CertificateVerdict verdict, byte[] firstBytes)
        : base($"TLS handshake failed: {cause.Message}", cause)
    {
        Verdict = verdict;
        FirstBytes = firstBytes;
    }

    /// <summary>Whether this end turned the server's certificate down.</summary>
    public bool CertificateRejected => Verdict.Rejected;

    /// <summary>What was wrong with the certificate; none when it was not reached or was fine.</summary>
    public SslPolicyErrors PolicyErrors => Verdict.Errors;

    /// <summary>What was wrong with its chain.</summary>
    public X509ChainStatusFlags ChainStatus => Verdict.ChainStatus;

    /// <summary>The first bytes that the peer sent, up to 64.</summary>
    public ReadOnlyMemory<byte> FirstBytes { get; }

    internal CertificateVerdict Verdict { get; }
}
