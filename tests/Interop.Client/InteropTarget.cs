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

    public GrpcChannel Connect()
    {
        var options = new GrpcChannelOptions { Authority = UseTls ? ServerName : null };
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
