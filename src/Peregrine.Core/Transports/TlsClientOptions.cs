using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>How a client speaks TLS. The defaults check the server's certificate against the system's roots and its name.</summary>
public sealed record TlsClientOptions
{
    /// <summary>The name to ask for (SNI) and to find in the certificate; when null, the host of the address.</summary>
    public string? TargetHost { get; init; }

    /// <summary>The only roots that count; the system's when null.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>The certificate to present when the server asks for one, with its private key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Has the last word on the server's certificate; when null, only one without any policy error is accepted. Called concurrently.</summary>
    public RemoteCertificateValidationCallback? ServerValidation { get; init; }

    /// <summary>Whether revocation of the server's certificate is checked. Default: no.</summary>
    public X509RevocationMode RevocationMode { get; init; }

    /// <summary>The versions allowed. Default: the operating system's choice (TLS 1.2 and 1.3 today).</summary>
    public SslProtocols Protocols { get; init; }
}
