using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class ClientConnectorTests
{
    private static readonly ConnectOptions Plaintext = new();
    private static readonly ConnectOptions Tls = new() { Tls = new() { TrustedRoots = TestCertificates.Shared.Roots } };

    private static readonly ConnectTarget Elsewhere = new("localhost:1", new DnsEndPoint("localhost", 1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_is_resolved_and_the_first_address_that_connects_counts()
    {
        await using var listener = await SocketListener.BindAsync(ServerAddress.Parse("http://127.0.0.1:0"), cancellationToken: Token);
        var port = listener.BoundAddress.Address.Port;
        await using var client = await ClientConnector.ConnectAsync(new($"localhost:{port}", new DnsEndPoint("localhost", port)), Plaintext, Token);
        Assert.Equal($"ipv4:127.0.0.1:{port}", client.Peer.Remote);
        (await listener.AcceptAsync(Token))!.Abort();
    }

    [Fact]
    public async Task TLS_is_spoken_when_options_for_it_are_given()
    {
        await using var server = FixtureServer.Tls(TestCertificates.Shared.Localhost());
        await using var client = await ClientConnector.ConnectAsync(server.Target(), Tls, Token);
        Assert.Equal("h2", client.Peer.NegotiatedProtocol);
    }

    [Fact]
    public async Task An_unknown_name_is_NameNotFound_or_a_failed_lookup()
    {
        var failure = await FailAsync(new("no-such-host.invalid:5001", new DnsEndPoint("no-such-host.invalid", 5001)), Plaintext);
        Assert.Contains(failure.Reason, (ConnectFailureReason[])[ConnectFailureReason.NameNotFound, ConnectFailureReason.NameLookupFailed]); // a machine without DNS cannot know
        Assert.Equal(ConnectPhase.Resolve, failure.Phase);
        Assert.StartsWith("Cannot resolve no-such-host.invalid:5001 after ", failure.Text, StringComparison.Ordinal);
        Assert.Null(failure.RemoteEndPoint);
    }

    [Fact]
    public async Task A_port_without_listener_is_Refused()
    {
        var target = await DeadTargetAsync();
        var failure = await FailAsync(target, Plaintext);
        Assert.Equal((ConnectFailureReason.Refused, ConnectPhase.Connect), (failure.Reason, failure.Phase));
        Assert.Equal(target.EndPoint, failure.RemoteEndPoint);
        Assert.StartsWith($"Cannot connect to api:1 ({target.EndPoint}) after ", failure.Text, StringComparison.Ordinal);
        Assert.EndsWith("connection refused (ECONNREFUSED). Nothing listens on that port: start the server or correct the port.", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_socket_file_is_NameNotFound()
    {
        var path = Loopback.TemporaryPath();
        var failure = await FailAsync(new($"unix:{path}", new UnixDomainSocketEndPoint(path)), Plaintext);
        Assert.Equal((ConnectFailureReason.NameNotFound, ConnectPhase.Connect), (failure.Reason, failure.Phase));
        Assert.Contains($"unix:{path}", failure.Text, StringComparison.Ordinal);
        Assert.Contains("no such socket file", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plaintext_peer_of_a_TLS_client_is_TlsPeerIsPlaintext_and_quoted()
    {
        await using var server = FixtureServer.Scripted(async connection =>
        {
            await connection.ReceiveAsync(new byte[100], Token);
            await connection.SendAsync(["HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray()], Token);
        });
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal((ConnectFailureReason.TlsPeerIsPlaintext, ConnectPhase.TlsHandshake), (failure.Reason, failure.Phase));
        Assert.Contains("answered with plaintext: \"HTTP/1.1 400 Bad Request\". Use http://", failure.Text, StringComparison.Ordinal);
        Assert.NotNull(failure.LocalEndPoint);
    }

    [Fact]
    public async Task A_plaintext_HTTP2_peer_of_a_TLS_client_is_recognised_by_its_SETTINGS()
    {
        await using var server = FixtureServer.Scripted(connection => connection.SendAsync([new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 }], Token).AsTask());
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal(ConnectFailureReason.TlsPeerIsPlaintext, failure.Reason);
        Assert.Contains("an HTTP/2 SETTINGS frame", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_closes_in_the_handshake_is_TlsHandshakeFailed()
    {
        await using var server = FixtureServer.Scripted(async connection => await connection.ReceiveAsync(new byte[4096], Token));
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal(ConnectFailureReason.TlsHandshakeFailed, failure.Reason);
        Assert.Contains("the peer closed the connection without an answer. The port may be plaintext", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_ALPN_is_TlsNoHttp2InAlpn()
    {
        await using var server = FixtureServer.SslStream(new() { ServerCertificate = TestCertificates.Shared.Localhost() });
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal((ConnectFailureReason.TlsNoHttp2InAlpn, ConnectPhase.TlsHandshake), (failure.Reason, failure.Phase));
        Assert.Contains("takes no part in ALPN (offered: h2)", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_offers_only_HTTP1_is_TlsNoHttp2InAlpn()
    {
        await using var server = FixtureServer.SslStream(new() { ServerCertificate = TestCertificates.Shared.Localhost(), ApplicationProtocols = [SslApplicationProtocol.Http11] });
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal(ConnectFailureReason.TlsNoHttp2InAlpn, failure.Reason);
        Assert.Contains("no_application_protocol", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_that_is_not_trusted_is_TlsUntrustedCertificate()
    {
        await using var server = FixtureServer.Tls(new TestCertificates("Stranger").Localhost());
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal((ConnectFailureReason.TlsUntrustedCertificate, ConnectPhase.TlsHandshake), (failure.Reason, failure.Phase));
        Assert.Contains("the server certificate CN=localhost is not trusted (", failure.Text, StringComparison.Ordinal);
        Assert.Contains("TrustedRoots", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_other_names_is_TlsNameMismatch()
    {
        await using var server = FixtureServer.Tls(TestCertificates.Shared.For("other.example"));
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal(ConnectFailureReason.TlsNameMismatch, failure.Reason);
        Assert.Contains("is for other.example, not for localhost. Connect by a name in the certificate, or set TargetHost to it.", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_TlsExpired_with_its_dates()
    {
        var certificate = TestCertificates.Shared.Expired();
        await using var server = FixtureServer.Tls(certificate);
        var failure = await FailAsync(server.Target(), Tls);
        Assert.Equal(ConnectFailureReason.TlsExpired, failure.Reason);
        Assert.Contains($"to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC. Renew it", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_says_no_is_TlsRejectedByCallback()
    {
        await using var server = FixtureServer.Tls(TestCertificates.Shared.Localhost());
        var failure = await FailAsync(server.Target(), Tls with { Tls = Tls.Tls! with { ServerValidation = (_, _, _, _) => false } });
        Assert.Equal(ConnectFailureReason.TlsRejectedByCallback, failure.Reason);
    }

    [Fact]
    public async Task Silence_in_the_handshake_is_TimedOut_by_the_given_clock()
    {
        var time = new FakeTimeProvider();
        var greeted = new TaskCompletionSource();
        await using var server = FixtureServer.Scripted(async connection =>
        {
            await connection.ReceiveAsync(new byte[4096], Token);
            greeted.SetResult();
            await connection.ReceiveAsync(new byte[1], Token);
        });
        var connecting = ClientConnector.ConnectAsync(server.Target(), Tls with { Time = time, Timeout = TimeSpan.FromSeconds(3) }, Token);
        await greeted.Task;
        time.Advance(TimeSpan.FromSeconds(3));
        var failure = (await Assert.ThrowsAsync<ConnectFailedException>(() => connecting)).Failure;
        Assert.Equal((ConnectFailureReason.TimedOut, ConnectPhase.TlsHandshake, TimeSpan.FromSeconds(3)), (failure.Reason, failure.Phase, failure.Elapsed));
        Assert.Contains("failed after 3.0 s: no answer within 3.0 s.", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_token_gives_OperationCanceledException_with_that_token()
    {
        using var source = new CancellationTokenSource();
        await using var server = FixtureServer.Scripted(async connection =>
        {
            await connection.ReceiveAsync(new byte[4096], Token);
            await source.CancelAsync();
            await connection.ReceiveAsync(new byte[1], Token);
        });
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClientConnector.ConnectAsync(server.Target(), Tls, source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Bytes_that_the_program_connects_get_TLS_and_its_checks_too()
    {
        var (client, server) = MemoryConnection.CreatePair();
        var serving = TlsConnection.AuthenticateAsServerAsync(server, new() { Certificate = TestCertificates.Shared.Localhost() }, Token);
        await using var connection = await ClientConnector.ConnectAsync(Elsewhere, _ => ValueTask.FromResult<ByteConnection>(client), Tls, Token);
        await using var other = await serving;
        Assert.Equal("h2", connection.Peer.NegotiatedProtocol);
        Assert.Equal("memory", connection.Peer.Transport);
    }

    [Fact]
    public async Task A_failed_handshake_over_such_bytes_is_explained_as_any_other()
    {
        var (client, server) = MemoryConnection.CreatePair();
        await server.SendAsync(["HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()], Token);
        var exception = await Assert.ThrowsAsync<ConnectFailedException>(() => ClientConnector.ConnectAsync(Elsewhere, _ => ValueTask.FromResult<ByteConnection>(client), Tls, Token));
        Assert.Equal(ConnectFailureReason.TlsPeerIsPlaintext, exception.Failure.Reason);
    }

    [Fact]
    public async Task What_the_programs_own_way_to_connect_throws_is_a_failure_to_connect()
    {
        var exception = await Assert.ThrowsAsync<ConnectFailedException>(() => ClientConnector.ConnectAsync(Elsewhere, _ => throw new InvalidOperationException("the tunnel is down"), Plaintext, Token));
        Assert.Equal((ConnectFailureReason.ConnectFailed, ConnectPhase.Connect), (exception.Failure.Reason, exception.Failure.Phase));
        Assert.Contains("the program's own way to connect failed: the tunnel is down.", exception.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception.InnerException);
    }

    [Theory]
    [InlineData("api:5001", "api")]
    [InlineData("10.0.0.5:443", "10.0.0.5")]
    [InlineData("[::1]:443", "::1")]
    [InlineData("unix:/run/x.sock", "unix")]
    [InlineData("::1", "::1")]
    [InlineData("api", "api")]
    public void The_host_for_TLS_is_that_of_the_name(string name, string host) =>
        Assert.Equal(host, new ConnectTarget(name, new IPEndPoint(IPAddress.Loopback, 1)).Host);

    private static async Task<ConnectFailure> FailAsync(ConnectTarget target, ConnectOptions options)
    {
        var exception = await Assert.ThrowsAsync<ConnectFailedException>(() => ClientConnector.ConnectAsync(target, options, Token));
        Assert.Equal(exception.Message, exception.Failure.Text);
        Assert.Equal(target.Name, exception.Failure.Target);
        return exception.Failure;
    }

    private static async Task<ConnectTarget> DeadTargetAsync()
    {
        await using var listener = await SocketListener.BindAsync(ServerAddress.Parse("http://127.0.0.1:0"), cancellationToken: Token);
        return new("api:1", listener.BoundAddress.EndPoint);
    }
}
