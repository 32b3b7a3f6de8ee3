using System.Net;
using System.Net.Sockets;
using System.Text;
using Peregrine.Http2;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class PrefaceFailureTests
{
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_HTTP1_reply_is_PeerSpeaksHttp1_with_its_status_line()
    {
        var failure = await ConnectAndFailAsync(async connection =>
        {
            await connection.ReceiveAsync(new byte[100], Token);
            await connection.SendAsync(["HTTP/1.1 502 Bad Gateway\r\nServer: proxy\r\n\r\n<html>"u8.ToArray()], Token);
        });
        Assert.Equal((ConnectFailureReason.PeerSpeaksHttp1, ConnectPhase.Http2Preface), (failure.Reason, failure.Phase));
        Assert.Contains("the peer answered in HTTP/1: \"HTTP/1.1 502 Bad Gateway\". The port does not take HTTP/2 with prior knowledge", failure.Text, StringComparison.Ordinal);
        Assert.Contains("from local port", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_TLS_server_behind_a_plaintext_client_is_PeerExpectsTls_or_just_closes()
    {
        await using var server = FixtureServer.Tls(TestKit.TestCertificates.Shared.Localhost());
        var failure = await ConnectAndFailAsync(server);
        Assert.Contains(failure.Reason, (ConnectFailureReason[])[ConnectFailureReason.PeerExpectsTls, ConnectFailureReason.ClosedBeforeSettings]);
        Assert.Contains("https://", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_TLS_alert_on_a_plaintext_connection_is_PeerExpectsTls()
    {
        var failure = await ConnectAndFailAsync(connection => connection.SendAsync([new byte[] { 21, 3, 1, 0, 2, 2, 70 }], Token).AsTask());
        Assert.Equal(ConnectFailureReason.PeerExpectsTls, failure.Reason);
        Assert.Contains("a TLS alert (protocol_version): it expects TLS on this port. Use https://", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_then_close_is_ClosedBeforeSettings()
    {
        var failure = await ConnectAndFailAsync(_ => Task.CompletedTask);
        Assert.Equal(ConnectFailureReason.ClosedBeforeSettings, failure.Reason);
        Assert.Contains("before it sent its SETTINGS. The port may expect TLS", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reset_is_ClosedBeforeSettings_and_named()
    {
        var failure = InPreface([], exception: new SocketException((int)SocketError.ConnectionReset));
        Assert.Equal(ConnectFailureReason.ClosedBeforeSettings, failure.Reason);
        Assert.Contains("connection reset by peer (ECONNRESET)", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_TLS_an_early_close_hints_at_the_client_certificate()
    {
        var failure = InPreface([], isSecure: true);
        Assert.Equal(ConnectFailureReason.ClosedBeforeSettings, failure.Reason);
        Assert.Contains("client certificate", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_is_TimedOut()
    {
        var failure = InPreface([], exception: new TimeoutException());
        Assert.Equal(ConnectFailureReason.TimedOut, failure.Reason);
        Assert.Contains("accepted the connection and then sent nothing", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_GOAWAY_that_demands_HTTP1_is_PeerSpeaksHttp1()
    {
        var error = new Http2Error(Violation.None, Http2ErrorCode.Http11Required, Http2Initiator.Peer, default, "");
        Assert.Equal(ConnectFailureReason.PeerSpeaksHttp1, InPreface([0, 0, 8, 7, 0, 0, 0, 0, 0], error).Reason);
    }

    [Fact]
    public void A_broken_rule_of_HTTP2_is_named()
    {
        var error = new Http2Error(Violation.None, Http2ErrorCode.ProtocolError, Http2Initiator.Library, default, "the first frame is no SETTINGS frame");
        var failure = InPreface(Settings, error);
        Assert.Equal(ConnectFailureReason.Http2PrefaceFailed, failure.Reason);
        Assert.Contains("the peer broke a rule of HTTP/2: the first frame is no SETTINGS frame", failure.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "\"SSH-2.0-OpenSSH_9.2\"")]
    [InlineData("220 mail \u001b[31m\r\n", "the bytes 323230206d61696c201b5b33316d0d0a")]
    [InlineData("GET / HTTP/1.1\r\n", "\"GET / HTTP/1.1\"")]
    public void Any_other_protocol_is_shown(string sent, string shown)
    {
        var error = new Http2Error(Violation.None, Http2ErrorCode.ProtocolError, Http2Initiator.Library, default, "");
        var failure = InPreface(Encoding.Latin1.GetBytes(sent), error);
        Assert.Equal(ConnectFailureReason.Http2PrefaceFailed, failure.Reason);
        Assert.Contains($"the peer sent {shown} instead of SETTINGS", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_a_stranger_never_reach_the_text()
    {
        var failure = InPreface([.. "HTTP/1.1 200 \u001b[2J"u8, 0xff, 7]);
        Assert.DoesNotContain(failure.Text, char.IsControl);
        Assert.Contains("HTTP/1.1 200 ?[2J??", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_what_a_peer_may_send_gives_a_text()
    {
        foreach (var whole in (byte[][])[Settings, Preface, [21, 3, 1, 0, 2, 2, 70], [22, 3, 3, 0, 5, 1, 2, 3, 4, 5], [.. "HTTP/1.1 400 Bad\r\n"u8], [0xff, 0xfe, 0, 1]])
        {
            for (var length = 0; length <= whole.Length; length++)
            {
                Assert.NotEmpty(InPreface(whole.AsSpan(0, length)).Text);
            }
        }
    }

    private static ConnectFailure InPreface(ReadOnlySpan<byte> firstBytes, Http2Error? error = null, Exception? exception = null, bool isSecure = false) =>
        ConnectFailure.InPreface(
            new("api:5001", new DnsEndPoint("api", 5001)),
            new() { Transport = "tcp", Remote = "ipv4:10.0.0.5:5001", Local = "ipv4:10.0.0.9:44012", RemoteEndPoint = IPEndPoint.Parse("10.0.0.5:5001"), LocalEndPoint = IPEndPoint.Parse("10.0.0.9:44012"), IsSecure = isSecure },
            TimeSpan.FromMilliseconds(17),
            firstBytes,
            error,
            exception);

    private static async Task<ConnectFailure> ConnectAndFailAsync(Func<ByteConnection, Task> script)
    {
        await using var server = FixtureServer.Scripted(script);
        return await ConnectAndFailAsync(server);
    }

    // What the connection driver does: preface out, first bytes in, and when they are no HTTP/2, ask for the explanation.
    private static async Task<ConnectFailure> ConnectAndFailAsync(FixtureServer server)
    {
        var target = server.Target();
        await using var client = await ClientConnector.ConnectAsync(target, new(), Token);
        var buffer = new byte[256];
        var read = 0;
        Exception? failure = null;
        try
        {
            await client.SendAsync([Preface], Token);
            read = await client.ReceiveAsync(buffer, Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            failure = exception;
        }

        return ConnectFailure.InPreface(target, client.Peer, TimeSpan.FromMilliseconds(17), buffer.AsSpan(0, read), exception: failure);
    }
}
