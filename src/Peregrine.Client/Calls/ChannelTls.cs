using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Peregrine.Transports;

namespace Peregrine.Client.Calls;

/// <summary>TLS options from the familiar credentials, where the channel's options do not say more.</summary>
internal static class ChannelTls
{
    public static TlsClientOptions From(SslCredentials? credentials, TlsClientOptions? options)
    {
        if (options is not null || credentials is null) return options ?? new TlsClientOptions();

        return new TlsClientOptions
        {
            TrustedRoots = Roots(credentials.RootCertificates),
            ClientCertificate = credentials.KeyCertificatePair is { } own ? Pem.Certificate(own.CertificateChain, own.PrivateKey) : null,
            ClientIntermediates = credentials.KeyCertificatePair is { } chain ? Pem.Intermediates(chain.CertificateChain) : null,
            ServerValidation = Validation(credentials.VerifyPeerCallback),
        };
    }

    private static X509Certificate2Collection? Roots(string? pem)
    {
        if (pem is null) return null;

        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return roots;
    }

    private static RemoteCertificateValidationCallback? Validation(VerifyPeerCallback? verify) => verify is null
        ? null
        : (_, certificate, _, errors) => errors == SslPolicyErrors.None && certificate is X509Certificate2 x509 && verify(new VerifyPeerContext(x509.GetNameInfo(X509NameType.DnsName, false), x509.ExportCertificatePem()));
}
