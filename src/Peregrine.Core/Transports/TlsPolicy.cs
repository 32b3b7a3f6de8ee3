using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace Peregrine.Transports;

/// <summary>From our options to those of <see cref="SslStream"/>.</summary>
internal static class TlsPolicy
{
    // Making a context builds a chain, and sessions can be resumed only within one: once for each options, not for each handshake, is half the CPU time of a handshake.
    private static readonly ConditionalWeakTable<TlsServerOptions, SslStreamCertificateContext> s_ofServers = [];
    private static readonly ConditionalWeakTable<TlsClientOptions, SslStreamCertificateContext> s_ofClients = [];

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
        else if (options.CertificateFiles is { } files) server.ServerCertificateContext = files.Current;
        else if (options.Certificate is not null) server.ServerCertificateContext = s_ofServers.GetValue(options, static of => SslStreamCertificateContext.Create(of.Certificate!, of.Intermediates, offline: true)); // not null
        else throw new ArgumentException("TLS needs a server certificate: set Certificate, CertificateFiles or CertificateSelector.", nameof(options));

        if (mode == ClientCertificateMode.None) return server;
        server.CertificateChainPolicy = options.ClientChainPolicy ?? TrustOnly(options.ClientRoots, options.RevocationMode);
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
        client.CertificateChainPolicy = options.ServerChainPolicy ?? TrustOnly(options.TrustedRoots, options.RevocationMode);
        if (options.ClientCertificateFiles is { } files) client.ClientCertificateContext = files.Current;
        else if (options.ClientCertificate is not null) client.ClientCertificateContext = s_ofClients.GetValue(options, static of => SslStreamCertificateContext.Create(of.ClientCertificate!, of.ClientIntermediates, offline: true)); // not null
        return client;
    }

    private static X509ChainPolicy? TrustOnly(X509Certificate2Collection? roots, X509RevocationMode revocation)
    {
        if (roots is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = revocation };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
