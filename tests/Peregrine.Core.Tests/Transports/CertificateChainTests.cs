using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class CertificateChainTests
{
    private static readonly TestCertificates Below = TestCertificates.Shared.Below("Intermediate");
    private static readonly TlsServerOptions Server = new()
    {
        Certificate = TestCertificates.Shared.Localhost(),
        ClientCertificates = ClientCertificateMode.Required,
        ClientRoots = TestCertificates.Shared.Roots,
    };

    private static readonly TlsClientOptions Client = new() { TrustedRoots = TestCertificates.Shared.Roots };

    [Fact]
    public async Task A_client_sends_the_certificates_between_its_own_and_the_root()
    {
        var server = await ServerSideAsync(Server, Client with { ClientCertificate = Below.For("client-7"), ClientIntermediates = Below.Roots });
        Assert.Equal("CN=client-7", server.Peer.Certificate!.Subject);
    }

    [Fact]
    public Task A_chain_with_a_hole_is_refused() =>
        Assert.ThrowsAsync<AuthenticationException>(() => ServerSideAsync(Server, Client with { ClientCertificate = Below.For("client-7") }));

    [Fact]
    public async Task The_servers_chain_policy_can_fill_the_hole()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(TestCertificates.Shared.Roots);
        policy.ExtraStore.AddRange(Below.Roots);

        var server = await ServerSideAsync(Server with { ClientChainPolicy = policy }, Client with { ClientCertificate = Below.For("client-7") });
        Assert.Equal("CN=client-7", server.Peer.Certificate!.Subject);
    }

    [Fact]
    public Task A_servers_certificate_is_no_clients_certificate() =>
        Assert.ThrowsAsync<AuthenticationException>(() => ServerSideAsync(Server, Client with { ClientCertificate = TestCertificates.Shared.Only(server: true, "client-7") }));

    [Fact]
    public async Task A_clients_certificate_is_no_servers_certificate()
    {
        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => HandshakeAsync(new() { Certificate = TestCertificates.Shared.Only(server: false, "localhost") }, Client));
        Assert.True(failure.CertificateRejected);
        Assert.Equal(X509ChainStatusFlags.NotValidForUsage, failure.ChainStatus);
    }

    [Fact]
    public async Task A_chain_policy_of_ones_own_does_not_switch_the_check_of_the_name_off()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(TestCertificates.Shared.Roots);
        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => HandshakeAsync(new() { Certificate = TestCertificates.Shared.For("other.example") }, new() { ServerChainPolicy = policy }));
        Assert.Equal(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch, failure.PolicyErrors);
    }

    private static Task<(ByteConnection A, ByteConnection B)> HandshakeAsync(TlsServerOptions server, TlsClientOptions client)
    {
        var (a, b) = MemoryConnection.CreatePair();
        return TlsConnectionTests.HandshakeAsync(a, b, server, client);
    }

    // With TLS 1.3 the client is done before the server has judged its certificate.
    private static async Task<ByteConnection> ServerSideAsync(TlsServerOptions serverOptions, TlsClientOptions clientOptions)
    {
        var (client, server) = MemoryConnection.CreatePair();
        var clientSide = TlsConnection.AuthenticateAsClientAsync(client, "localhost", clientOptions, default);
        try
        {
            return await TlsConnection.AuthenticateAsServerAsync(server, serverOptions, default);
        }
        finally
        {
            await Record.ExceptionAsync(() => clientSide);
        }
    }
}
