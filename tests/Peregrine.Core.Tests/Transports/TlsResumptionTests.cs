using System.Security.Authentication;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

/// <summary>Certificates in files are shared by all handshakes, so that sessions can be resumed: a resumed session must let nobody in who would not get in by a full handshake.</summary>
public sealed class TlsResumptionTests : IDisposable
{
    private readonly PemFolder _folder = new();
    private readonly TlsServerOptions _server;

    public TlsResumptionTests()
    {
        _folder.Write("server", TestCertificates.Shared.Localhost());
        _folder.Write("alice", TestCertificates.Shared.For("alice"));
        _folder.Write("bob", TestCertificates.Shared.For("bob"));
        _server = new() { CertificateFiles = _folder.Files("server"), ClientCertificates = ClientCertificateMode.Required, ClientRoots = TestCertificates.Shared.Roots };
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_is_who_its_certificate_says_at_each_connection(SslProtocols version)
    {
        var (alice, bob) = (Client(version, "alice"), Client(version, "bob"));
        foreach (var (client, name) in new[] { (alice, "CN=alice"), (alice, "CN=alice"), (bob, "CN=bob"), (alice, "CN=alice"), (bob, "CN=bob") }) Assert.Equal(name, await SeenAsync(client));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_client_without_a_certificate_does_not_get_in_on_the_session_of_another(SslProtocols version)
    {
        await SeenAsync(Client(version, "alice"));
        await Assert.ThrowsAsync<AuthenticationException>(() => SeenAsync(Client(version, null)));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_any_more_does_not_get_in_on_its_old_session()
    {
        var alice = Client(SslProtocols.Tls13, "alice");
        await SeenAsync(alice);
        await Assert.ThrowsAsync<AuthenticationException>(() => SeenAsync(alice, _server with { ClientRoots = new TestCertificates("Other").Roots }));
    }

    public void Dispose() => _folder.Dispose();

    private TlsClientOptions Client(SslProtocols version, string? name) =>
        new() { TrustedRoots = TestCertificates.Shared.Roots, Protocols = version, ClientCertificateFiles = name is null ? null : _folder.Files(name) };

    // Bytes go both ways before the end, so that the client has its session ticket.
    private async Task<string?> SeenAsync(TlsClientOptions clientOptions, TlsServerOptions? serverOptions = null)
    {
        var (a, b) = MemoryConnection.CreatePair();
        var connecting = TlsConnection.AuthenticateAsClientAsync(a, "localhost", clientOptions, default);
        try
        {
            await using var server = await TlsConnection.AuthenticateAsServerAsync(b, serverOptions ?? _server, default);
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
