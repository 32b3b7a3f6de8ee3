using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

public class TlsServingTests
{
    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_restart()
    {
        using var folder = new PemFolder();
        folder.Write("tls", new TestCertificates("First").Localhost());
        await using var server = Serving(new() { CertificateFiles = new CertificateFiles(folder.CertificateFile("tls"), folder.KeyFile("tls")) { CheckInterval = TimeSpan.Zero } });
        var address = (await server.StartAsync("https://localhost:0")).Text;
        await using var before = GrpcChannel.ForAddress(address, Trusting(new TlsClientOptions { ServerValidation = IssuedBy("First") }));
        Assert.Equal("x", await CallAsync(before));

        folder.Write("tls", new TestCertificates("Second").Localhost());
        await using var after = GrpcChannel.ForAddress(address, Trusting(new TlsClientOptions { ServerValidation = IssuedBy("Second") }));

        Assert.Equal("x", await CallAsync(after));
        Assert.Equal("x", await CallAsync(before));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_client_with_a_prohibited_suite_gets_GOAWAY_INADEQUATE_SECURITY()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Suites can be chosen on Linux only.");
        await using var server = Serving(new() { Certificate = TestCertificates.Shared.Localhost() });
        var port = ((IPEndPoint)(await server.StartAsync("https://localhost:0")).EndPoint).Port;
        using var socket = new TcpClient("127.0.0.1", port);
        await using var tls = new SslStream(socket.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(TestCertificates.Shared.Roots);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256]),
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            CertificateChainPolicy = policy,
        });
        await using var peer = new ScriptedPeer(new StreamConnection(tls));

        await peer.ReadToEndAsync();

        Assert.StartsWith("GOAWAY 0 InadequateSecurity", peer.Seen[^1].ToString(), StringComparison.Ordinal);
        Assert.Equal("the cipher suite TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 was negotiated, which HTTP/2 does not allow (RFC 9113 section 9.2.2)", Encoding.Latin1.GetString(peer.Seen[^1].Payload.AsSpan(8)));
    }

    [Fact]
    public async Task The_name_in_the_certificate_counts_even_if_a_callback_would_accept_it()
    {
        await using var server = Serving(new() { Certificate = TestCertificates.Shared.For("other.example") });
        var address = (await server.StartAsync("https://localhost:0")).Text;
        var asked = 0;
        var credentials = new SslCredentials(TestCertificates.Shared.Roots.ExportCertificatePems(), null, _ => ++asked > 0);
        await using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { Credentials = credentials });

        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(channel));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("is for other.example, not for localhost", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task The_whole_chain_of_a_KeyCertificatePair_is_presented()
    {
        var below = TestCertificates.Shared.Below("Intermediate");
        await using var server = new GrpcServer(new GrpcServerOptions
        {
            Tls = new() { Certificate = TestCertificates.Shared.Localhost(), ClientCertificates = ClientCertificateMode.Required, ClientRoots = TestCertificates.Shared.Roots },
        });
        server.Add(new Echo { OnUnary = (_, context) => Task.FromResult(context.AuthContext.PeerIdentity.Single().Value) });
        var address = (await server.StartAsync("https://localhost:0")).Text;
        var (certificate, key) = PemFolder.TextsOf(below.For("client-7"));
        var own = new KeyCertificatePair(certificate + '\n' + below.Roots.ExportCertificatePems(), key);
        await using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { Credentials = new SslCredentials(TestCertificates.Shared.Roots.ExportCertificatePems(), own) });

        Assert.Equal("client-7", await CallAsync(channel));
    }

    private static GrpcServer Serving(TlsServerOptions tls)
    {
        var server = new GrpcServer(new GrpcServerOptions { Tls = tls });
        server.Add(new Echo());
        return server;
    }

    private static GrpcChannelOptions Trusting(TlsClientOptions tls) => new() { Tls = tls };

    private static RemoteCertificateValidationCallback IssuedBy(string authority) => (_, certificate, _, _) => certificate?.Issuer == $"CN={authority}";

    private static async Task<string> CallAsync(GrpcChannel channel) => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x");
}
