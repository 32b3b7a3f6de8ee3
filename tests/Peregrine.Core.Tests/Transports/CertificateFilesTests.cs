using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("peregrine-certificates-");
    private readonly List<Exception> _failures = [];

    private string CertificateFile => Path.Combine(_folder.FullName, "tls.crt");

    private string KeyFile => Path.Combine(_folder.FullName, "tls.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_renewed_certificate_is_presented_from_the_next_handshake_on()
    {
        Write(TestCertificates.Shared.For("first.example"));
        var options = new TlsServerOptions { CertificateFiles = Files() };
        Assert.Equal("CN=first.example", await PresentedAsync(options, "first.example"));

        Write(TestCertificates.Shared.For("second.example"));
        Assert.Equal("CN=first.example", await PresentedAsync(options, "first.example")); // looked at a moment ago
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=second.example", await PresentedAsync(options, "second.example"));
    }

    [Fact]
    public async Task A_connection_outlives_the_certificate_that_it_began_with()
    {
        Write(TestCertificates.Shared.For("first.example"));
        var files = Files();
        var (client, server) = await HandshakeAsync(new() { CertificateFiles = files }, new() { TrustedRoots = TestCertificates.Shared.Roots, TargetHost = "first.example" });

        Write(TestCertificates.Shared.For("second.example"));
        _time.Advance(TimeSpan.FromSeconds(10));
        _ = files.Current;

        await server.SendAsync(["still here"u8.ToArray()], default);
        Assert.Equal(10, await client.ReceiveAsync(new byte[16], default));
    }

    [Fact]
    public async Task Files_that_do_not_belong_together_are_reported_and_the_last_good_certificate_goes_on()
    {
        Write(TestCertificates.Shared.For("first.example"));
        var options = new TlsServerOptions { CertificateFiles = Files() };
        var next = TestCertificates.Shared.For("second.example");

        File.WriteAllText(CertificateFile, next.ExportCertificatePem()); // its key is not written yet
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=first.example", await PresentedAsync(options, "first.example"));
        Assert.IsAssignableFrom<ArgumentException>(Assert.Single(_failures));

        Write(next);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=second.example", await PresentedAsync(options, "second.example"));
    }

    [Fact]
    public async Task Files_that_are_gone_for_a_moment_are_reported_and_the_last_good_certificate_goes_on()
    {
        Write(TestCertificates.Shared.For("first.example"));
        var options = new TlsServerOptions { CertificateFiles = Files() };
        File.Delete(KeyFile);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("CN=first.example", await PresentedAsync(options, "first.example"));
        Assert.IsType<FileNotFoundException>(Assert.Single(_failures));
    }

    [Fact]
    public async Task Certificates_behind_the_first_are_sent_along()
    {
        var below = TestCertificates.Shared.Below("Intermediate");
        Write(below.For("leaf.example"), below.Roots);

        Assert.Equal("CN=leaf.example", await PresentedAsync(new() { CertificateFiles = Files() }, "leaf.example"));
    }

    [Fact]
    public async Task A_client_presents_what_its_files_hold_when_it_connects()
    {
        Write(TestCertificates.Shared.For("client-1"));
        var server = new TlsServerOptions { Certificate = TestCertificates.Shared.Localhost(), ClientCertificates = ClientCertificateMode.Required, ClientRoots = TestCertificates.Shared.Roots };
        var client = new TlsClientOptions { TrustedRoots = TestCertificates.Shared.Roots, ClientCertificateFiles = Files() };
        Assert.Equal("CN=client-1", (await HandshakeAsync(server, client)).Server.Peer.Certificate!.Subject);

        Write(TestCertificates.Shared.For("client-2"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("CN=client-2", (await HandshakeAsync(server, client)).Server.Peer.Certificate!.Subject);
    }

    [Fact]
    public void What_is_wrong_with_the_files_at_the_start_is_thrown()
    {
        Assert.Throws<FileNotFoundException>(() => Files());
        File.WriteAllText(CertificateFile, "no certificate");
        File.WriteAllText(KeyFile, "no key");
        Assert.ThrowsAny<CryptographicException>(() => Files());
    }

    private CertificateFiles Files() => new(CertificateFile, KeyFile, _time) { ReloadFailed = _failures.Add };

    private void Write(X509Certificate2 certificate, X509Certificate2Collection? chain = null)
    {
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem() + '\n' + (chain?.ExportCertificatePems() ?? ""));
        using var key = certificate.GetECDsaPrivateKey()!; // the kit's keys are of that kind
        File.WriteAllText(KeyFile, PemEncoding.WriteString("PRIVATE KEY", Pkcs8Of(key)));
    }

    // A key out of a PKCS#12 blob is exportable only encrypted on some systems.
    private static byte[] Pkcs8Of(ECDsa key)
    {
        using var copy = ECDsa.Create();
        copy.ImportEncryptedPkcs8PrivateKey("x", key.ExportEncryptedPkcs8PrivateKey("x", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)), out _);
        return copy.ExportPkcs8PrivateKey();
    }

    private static async Task<string> PresentedAsync(TlsServerOptions server, string host)
    {
        var (client, _) = await HandshakeAsync(server, new() { TrustedRoots = TestCertificates.Shared.Roots, TargetHost = host });
        return client.Peer.Certificate!.Subject; // a server always presents one
    }

    private static async Task<(ByteConnection Client, ByteConnection Server)> HandshakeAsync(TlsServerOptions server, TlsClientOptions client)
    {
        var (a, b) = MemoryConnection.CreatePair();
        return await TlsConnectionTests.HandshakeAsync(a, b, server, client);
    }
}
