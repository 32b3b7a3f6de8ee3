using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>How a client speaks TLS. The defaults check the server's certificate against the system's roots and its name. What is negotiated is checked too:
/// TLS 1.2 with a cipher suite that HTTP/2 prohibits (RFC 9113 section 9.2.2) makes the attempt fail.</summary>
public sealed record TlsClientOptions
{
    /// <summary>The name to ask for (SNI) and to find in the certificate; when null, the host of the address.</summary>
    public string? TargetHost { get; init; }

    /// <summary>The only roots that count; the system's when null.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>The certificate to present when the server asks for one, with its private key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Certificates between <see cref="ClientCertificate"/> and its root, sent along.</summary>
    public X509Certificate2Collection? ClientIntermediates { get; init; }

    /// <summary>The certificate to present out of files, read again when they change: each new connection presents the newest. Wins over <see cref="ClientCertificate"/>.</summary>
    public CertificateFiles? ClientCertificateFiles { get; init; }

    /// <summary>
    /// How the chain of the server's certificate is built and judged, in everything: roots, intermediates, revocation, usage. Wins over <see cref="TrustedRoots"/> and
    /// <see cref="RevocationMode"/>. The name in the certificate is checked in any case. Default null.
    /// </summary>
    public X509ChainPolicy? ServerChainPolicy { get; init; }

    /// <summary>Has the last word on the server's certificate; when null, only one without any policy error is accepted. Called concurrently.</summary>
    public RemoteCertificateValidationCallback? ServerValidation { get; init; }

    /// <summary>Whether revocation of the server's certificate is checked. Default: no.</summary>
    public X509RevocationMode RevocationMode { get; init; }

    /// <summary>The versions allowed: TLS 1.2, TLS 1.3 or, which is the default, both. HTTP/2 has no others (RFC 9113 section 9.2).</summary>
    /// <exception cref="ArgumentException">An older version.</exception>
    public SslProtocols Protocols { get; init => field = TlsRules.Allow(value); } = TlsRules.Versions;
}
