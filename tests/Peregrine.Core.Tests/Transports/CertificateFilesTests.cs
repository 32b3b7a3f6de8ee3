using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PemFolder _folder = new();
    private readonly List<Exception> _failures = [];

    public void Dispose() => _folder.Dispose();

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

        File.WriteAllText(_folder.CertificateFile("tls"), next.ExportCertificatePem()); // its key is not written yet
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
        File.Delete(_folder.KeyFile("tls"));
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
        File.WriteAllText(_folder.CertificateFile("tls"), "no certificate");
        File.WriteAllText(_folder.KeyFile("tls"), "no key");
        Assert.ThrowsAny<CryptographicException>(() => Files());
    }

    private CertificateFiles Files() => _folder.Files("tls", _time, _failures.Add);

    private void Write(X509Certificate2 certificate, X509Certificate2Collection? chain = null) => _folder.Write("tls", certificate, chain);

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
