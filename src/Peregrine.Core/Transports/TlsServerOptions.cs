using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>Whether a server asks its clients for a certificate.</summary>
public enum ClientCertificateMode
{
    /// <summary>It does not ask.</summary>
    None,

    /// <summary>It asks; a client without one is welcome, one with a bad one is not.</summary>
    Optional,

    /// <summary>A client without a good one is turned away in the handshake.</summary>
    Required,
}

/// <summary>How a server speaks TLS. One of <see cref="Certificate"/>, <see cref="CertificateFiles"/> and <see cref="CertificateSelector"/> must be set.
/// A client that negotiates TLS 1.2 with a cipher suite that HTTP/2 prohibits (RFC 9113 section 9.2.2) gets a GOAWAY INADEQUATE_SECURITY.</summary>
public sealed record TlsServerOptions
{
    /// <summary>The server's certificate, with its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Certificates between the server's and its root, sent along.</summary>
    public X509Certificate2Collection? Intermediates { get; init; }

    /// <summary>The server's certificate and what belongs to it out of files, read again when they change. Wins over <see cref="Certificate"/>.</summary>
    public CertificateFiles? CertificateFiles { get; init; }

    /// <summary>Chooses the certificate by the name that the client asks for (SNI; empty when it names none). Wins over the other two; null refuses the client. Called concurrently, once for each handshake.</summary>
    public Func<string, X509Certificate2?>? CertificateSelector { get; init; }

    /// <summary>Whether clients are asked for a certificate. Default: no.</summary>
    public ClientCertificateMode ClientCertificates { get; init; }

    /// <summary>The roots that client certificates must chain to; the system's when null.</summary>
    public X509Certificate2Collection? ClientRoots { get; init; }

    /// <summary>How the chain of a client's certificate is built and judged, in everything: roots, intermediates, revocation, usage. Wins over <see cref="ClientRoots"/> and <see cref="RevocationMode"/>. Default null.</summary>
    public X509ChainPolicy? ClientChainPolicy { get; init; }

    /// <summary>Has the last word on a client's certificate; when null, only one without any policy error is accepted. Called concurrently.</summary>
    public RemoteCertificateValidationCallback? ClientValidation { get; init; }

    /// <summary>Whether revocation of client certificates is checked. Default: no.</summary>
    public X509RevocationMode RevocationMode { get; init; }

    /// <summary>The versions allowed: TLS 1.2, TLS 1.3 or, which is the default, both. HTTP/2 has no others (RFC 9113 section 9.2).</summary>
    /// <exception cref="ArgumentException">An older version.</exception>
    public SslProtocols Protocols { get; init => field = TlsRules.Allow(value); } = TlsRules.Versions;
}
