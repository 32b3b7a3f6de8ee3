using Peregrine;
using Peregrine.Transports;

namespace Interop.Client;

/// <summary>Which server to call, and how to trust it.</summary>
internal sealed record InteropTarget(string Host, int Port)
{
    public bool UseTls { get; init; }

    public string? ServerName { get; init; }

    public required string AuthorityFile { get; init; }

    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    public required SoakPlan Soak { get; init; }

    public required CredentialPlan Credentials { get; init; }

    public GrpcChannel Connect(CallCredentials? credentials = null)
    {
        var options = new GrpcChannelOptions { Authority = UseTls ? ServerName : null };
        if (credentials is not null) options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials);
        options.CompressionProviders.Add(new WitnessedGzip());
        if (!UseTls) return GrpcChannel.ForAddress($"http://{Host}:{Port}", options);

        options.Tls = new TlsClientOptions
        {
            TargetHost = ServerName,
            TrustedRoots = TestCertificates.Authorities(AuthorityFile),
            ClientCertificate = CertificateFile is null ? null : TestCertificates.Own(CertificateFile, KeyFile!),
        };
        return GrpcChannel.ForAddress($"https://{Host}:{Port}", options);
    }
}
