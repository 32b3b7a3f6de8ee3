using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class TlsConnectionTests
{
    private static readonly TlsServerOptions ServerDefaults = new() { Certificate = TestCertificates.Shared.Localhost() };
    private static readonly TlsClientOptions ClientDefaults = new() { TrustedRoots = TestCertificates.Shared.Roots };

    [Fact]
    public async Task ALPN_settles_on_h2()
    {
        var (client, server) = await HandshakeAsync();
        Assert.Equal("h2", client.Peer.NegotiatedProtocol);
        Assert.Equal("h2", server.Peer.NegotiatedProtocol);
        Assert.True(client.Peer.IsSecure);
        Assert.Equal("memory:server", client.Peer.Remote);
    }

    [Fact]
    public async Task The_client_sees_the_servers_certificate()
    {
        var (client, server) = await HandshakeAsync();
        Assert.Equal("CN=localhost", client.Peer.Certificate!.Subject);
        Assert.Null(server.Peer.Certificate);
    }

    [Fact]
    public async Task The_selector_gets_the_name_that_the_client_asks_for()
    {
        string? asked = null;
        var server = new TlsServerOptions
        {
            CertificateSelector = name =>
            {
                asked = name;
                return TestCertificates.Shared.For("api.example");
            },
        };
        await HandshakeAsync(server, ClientDefaults with { TargetHost = "api.example" });
        Assert.Equal("api.example", asked);
    }

    [Fact]
    public async Task A_client_certificate_reaches_the_server()
    {
        var (_, server) = await HandshakeAsync(
            ServerDefaults with { ClientCertificates = ClientCertificateMode.Required, ClientRoots = TestCertificates.Shared.Roots },
            ClientDefaults with { ClientCertificate = TestCertificates.Shared.For("client-7") });
        Assert.Equal("CN=client-7", server.Peer.Certificate!.Subject);
    }

    [Fact]
    public async Task A_missing_client_certificate_is_an_error_only_when_it_is_required()
    {
        var options = ServerDefaults with { ClientCertificates = ClientCertificateMode.Optional, ClientRoots = TestCertificates.Shared.Roots };
        var (_, server) = await HandshakeAsync(options, ClientDefaults);
        Assert.Null(server.Peer.Certificate);
        await Assert.ThrowsAsync<AuthenticationException>(() => ServerSideOfAsync(options with { ClientCertificates = ClientCertificateMode.Required }, ClientDefaults));
    }

    [Fact]
    public async Task A_client_certificate_of_another_authority_is_refused()
    {
        var stranger = new TestCertificates("Somebody Else").For("client-7");
        await Assert.ThrowsAsync<AuthenticationException>(() => ServerSideOfAsync(
            ServerDefaults with { ClientCertificates = ClientCertificateMode.Optional, ClientRoots = TestCertificates.Shared.Roots },
            ClientDefaults with { ClientCertificate = stranger }));
    }

    [Fact]
    public async Task The_validation_callback_has_the_last_word()
    {
        var (client, _) = await HandshakeAsync(ServerDefaults, new TlsClientOptions { ServerValidation = (_, _, _, errors) => errors != SslPolicyErrors.None });
        Assert.True(client.Peer.IsSecure);
        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => HandshakeAsync(ServerDefaults, ClientDefaults with { ServerValidation = (_, _, _, _) => false }));
        Assert.True(failure.CertificateRejected);
        Assert.Equal(SslPolicyErrors.None, failure.PolicyErrors);
    }

    [Fact]
    public async Task An_untrusted_root_is_reported_with_its_chain_status()
    {
        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => HandshakeAsync(ServerDefaults, ClientDefaults with { TrustedRoots = new TestCertificates("Other").Roots }));
        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, failure.PolicyErrors);
        Assert.NotEqual(X509ChainStatusFlags.NoError, failure.ChainStatus & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain));
    }

    [Fact]
    public async Task The_first_bytes_of_a_peer_that_speaks_no_TLS_are_kept()
    {
        var (client, server) = MemoryConnection.CreatePair();
        var handshake = TlsConnection.AuthenticateAsClientAsync(client, "localhost", ClientDefaults, default);
        await server.SendAsync(["HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()], default);
        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => handshake);
        Assert.StartsWith("HTTP/1.1 400", System.Text.Encoding.ASCII.GetString(failure.FirstBytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_token_ends_a_handshake_that_gets_no_answer()
    {
        var (client, server) = MemoryConnection.CreatePair();
        using var source = new CancellationTokenSource();
        var handshake = TlsConnection.AuthenticateAsClientAsync(client, "localhost", ClientDefaults, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handshake);
        await Assert.ThrowsAsync<IOException>(async () => await server.SendAsync([new byte[1]], default));
    }

    [Fact]
    public async Task A_server_without_a_certificate_is_a_mistake_of_the_program()
    {
        var (_, server) = MemoryConnection.CreatePair();
        await Assert.ThrowsAsync<ArgumentException>(() => TlsConnection.AuthenticateAsServerAsync(server, new(), default));
    }

    internal static async Task<(ByteConnection A, ByteConnection B)> HandshakeAsync(ByteConnection client, ByteConnection server, TlsServerOptions? serverOptions = null, TlsClientOptions? clientOptions = null)
    {
        var serverSide = TlsConnection.AuthenticateAsServerAsync(server, serverOptions ?? ServerDefaults, default);
        try
        {
            var clientSide = await TlsConnection.AuthenticateAsClientAsync(client, "localhost", clientOptions ?? ClientDefaults, default);
            return (clientSide, await serverSide);
        }
        catch
        {
            await Record.ExceptionAsync(() => serverSide);
            throw;
        }
    }

    private static Task<(ByteConnection A, ByteConnection B)> HandshakeAsync(TlsServerOptions? serverOptions = null, TlsClientOptions? clientOptions = null)
    {
        var (client, server) = MemoryConnection.CreatePair();
        return HandshakeAsync(client, server, serverOptions, clientOptions);
    }

    // With TLS 1.3 the client is done before the server has judged its certificate.
    private static async Task ServerSideOfAsync(TlsServerOptions serverOptions, TlsClientOptions clientOptions)
    {
        var (client, server) = MemoryConnection.CreatePair();
        var clientSide = TlsConnection.AuthenticateAsClientAsync(client, "localhost", clientOptions, default);
        try
        {
            await TlsConnection.AuthenticateAsServerAsync(server, serverOptions, default);
        }
        finally
        {
            await Record.ExceptionAsync(() => clientSide);
        }
    }
}
