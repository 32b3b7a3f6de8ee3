using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>From our options to those of <see cref="SslStream"/>.</summary>
internal static class TlsPolicy
{
    public static SslServerAuthenticationOptions ForServer(TlsServerOptions options)
    {
        var mode = options.ClientCertificates;
        var server = new SslServerAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            ClientCertificateRequired = mode != ClientCertificateMode.None,
            EnabledSslProtocols = options.Protocols,
            AllowRenegotiation = false, // RFC 9113 section 9.2.1
            CertificateRevocationCheckMode = options.RevocationMode,
        };
        if (options.CertificateSelector is { } selector) server.ServerCertificateSelectionCallback = (_, name) => selector(name ?? "")!; // null: SslStream refuses the client
        else if (options.Certificate is { } certificate) server.ServerCertificateContext = SslStreamCertificateContext.Create(certificate, options.Intermediates, offline: true);
        else throw new ArgumentException("TLS needs a server certificate: set Certificate or CertificateSelector.", nameof(options));

        if (mode == ClientCertificateMode.None) return server;
        if (options.ClientRoots is { } roots) server.CertificateChainPolicy = TrustOnly(roots, options.RevocationMode);
        server.RemoteCertificateValidationCallback = (sender, remote, chain, errors) =>
        {
            if (remote is null) return mode == ClientCertificateMode.Optional;
            return options.ClientValidation is { } validation ? validation(sender, remote, chain, errors) : errors == SslPolicyErrors.None;
        };
        return server;
    }

    public static SslClientAuthenticationOptions ForClient(TlsClientOptions options, string host, CertificateVerdict verdict)
    {
        var client = new SslClientAuthenticationOptions
        {
            TargetHost = options.TargetHost ?? host,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            EnabledSslProtocols = options.Protocols,
            AllowRenegotiation = false,
            CertificateRevocationCheckMode = options.RevocationMode,
            RemoteCertificateValidationCallback = verdict.Decide,
        };
        if (options.TrustedRoots is { } roots) client.CertificateChainPolicy = TrustOnly(roots, options.RevocationMode);
        if (options.ClientCertificate is { } certificate) client.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        return client;
    }

    private static X509ChainPolicy TrustOnly(X509Certificate2Collection roots, X509RevocationMode revocation)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = revocation };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
