using System.Security.Authentication;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

/// <summary>All handshakes of the same options share a context, so that sessions can be resumed: a resumed session must let nobody in who would not get in by a full handshake.</summary>
public sealed class TlsResumptionTests : IDisposable
{
    private readonly PemFolder _folder = new();
    private readonly TlsServerOptions _ofFiles;
    private readonly TlsServerOptions _ofCertificate;
    private bool _fromFiles = true;

    public TlsResumptionTests()
    {
        _folder.Write("server", TestCertificates.Shared.Localhost());
        _folder.Write("alice", TestCertificates.Shared.For("alice"));
        _folder.Write("bob", TestCertificates.Shared.For("bob"));
        _ofFiles = new() { CertificateFiles = _folder.Files("server"), ClientCertificates = ClientCertificateMode.Required, ClientRoots = TestCertificates.Shared.Roots };
        _ofCertificate = _ofFiles with { CertificateFiles = null, Certificate = TestCertificates.Shared.Localhost() };
    }

    private TlsServerOptions Server => _fromFiles ? _ofFiles : _ofCertificate;

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task A_client_is_who_its_certificate_says_at_each_connection(SslProtocols version, bool fromFiles)
    {
        _fromFiles = fromFiles;
        var (alice, bob) = (Client(version, "alice"), Client(version, "bob"));
        foreach (var (client, name) in new[] { (alice, "CN=alice"), (alice, "CN=alice"), (bob, "CN=bob"), (alice, "CN=alice"), (bob, "CN=bob") }) Assert.Equal(name, await SeenAsync(client));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls13, true)]
    [InlineData(SslProtocols.Tls13, false)]
    public async Task A_client_without_a_certificate_does_not_get_in_on_the_session_of_another(SslProtocols version, bool fromFiles)
    {
        _fromFiles = fromFiles;
        await SeenAsync(Client(version, "alice"));
        await Assert.ThrowsAsync<AuthenticationException>(() => SeenAsync(Client(version, null)));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_any_more_does_not_get_in_on_its_old_session()
    {
        var alice = Client(SslProtocols.Tls13, "alice");
        await SeenAsync(alice);
        await Assert.ThrowsAsync<AuthenticationException>(() => SeenAsync(alice, Server with { ClientRoots = new TestCertificates("Other").Roots }));
    }

    public void Dispose() => _folder.Dispose();

    private TlsClientOptions Client(SslProtocols version, string? name) =>
        new()
        {
            TrustedRoots = TestCertificates.Shared.Roots,
            Protocols = version,
            ClientCertificateFiles = _fromFiles && name is not null ? _folder.Files(name) : null,
            ClientCertificate = name is null ? null : TestCertificates.Shared.For(name),
        };

    // Bytes go both ways before the end, so that the client has its session ticket.
    private async Task<string?> SeenAsync(TlsClientOptions clientOptions, TlsServerOptions? serverOptions = null)
    {
        var (a, b) = MemoryConnection.CreatePair();
        var connecting = TlsConnection.AuthenticateAsClientAsync(a, "localhost", clientOptions, default);
        try
        {
            await using var server = await TlsConnection.AuthenticateAsServerAsync(b, serverOptions ?? Server, default);
            await using var client = await connecting;
            await server.SendAsync([new byte[1]], default);
            Assert.Equal(1, await client.ReceiveAsync(new byte[1], default));
            return server.Peer.Certificate?.Subject;
        }
        finally
        {
            await Record.ExceptionAsync(() => connecting);
        }
    }
}
