using System.Text;
using Peregrine.Http2;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>What a server answers to a client that speaks HTTP/2 but breaks gRPC's rules.</summary>
public class BadRequestTests
{
    private static readonly byte[] s_message = [0, 0, 0, 0, 1, (byte)'x'];

    [Fact]
    public async Task A_wrong_content_type_is_answered_with_HTTP_415()
    {
        var answer = await AnswerAsync(Head(("content-type", "application/json")), s_message);

        Assert.Equal("415", answer[":status"]);
    }

    [Fact]
    public async Task A_method_other_than_POST_is_answered_with_HTTP_405()
    {
        (string, string)[] head = [(":method", "GET"), (":scheme", "http"), (":path", "/test.Echo/Unary"), (":authority", "test"), ("content-type", "application/grpc"), ("te", "trailers")];

        Assert.Equal("405", (await AnswerAsync(head, []))[":status"]);
    }

    [Fact]
    public async Task An_unknown_compression_is_UNIMPLEMENTED_and_names_what_is_known()
    {
        var answer = await AnswerAsync(Head(("grpc-encoding", "brotli")), [1, 0, 0, 0, 1, 0]);

        Assert.Equal("12", answer["grpc-status"]);
        Assert.Equal("identity,gzip,deflate", answer["grpc-accept-encoding"]);
    }

    [Fact]
    public async Task A_request_that_ends_in_the_middle_of_a_message_is_INTERNAL_and_runs_no_handler()
    {
        var ran = false;
        var answer = await AnswerAsync(Head(), [0, 0, 0, 0, 9, (byte)'x'], new Echo
        {
            OnUnary = (request, _) =>
            {
                ran = true;
                return Task.FromResult(request);
            },
        });

        Assert.Equal("13", answer["grpc-status"]);
        Assert.False(ran);
    }

    [Fact]
    public async Task A_request_without_a_message_is_UNIMPLEMENTED() => Assert.Equal("12", (await AnswerAsync(Head(), []))["grpc-status"]);

    [Fact]
    public async Task A_unary_request_with_two_messages_is_UNIMPLEMENTED() => Assert.Equal("12", (await AnswerAsync(Head(), [.. s_message, .. s_message]))["grpc-status"]);

    [Fact]
    public async Task A_prefix_with_unknown_flags_is_INTERNAL() => Assert.Equal("13", (await AnswerAsync(Head(), [7, 0, 0, 0, 1, 0]))["grpc-status"]);

    [Fact]
    public async Task A_length_over_the_limit_is_refused_before_the_message_has_arrived()
    {
        var answer = await AnswerAsync(Head(), [0, 0x7f, 0xff, 0xff, 0xff, 1], end: false);

        Assert.Equal("8", answer["grpc-status"]);
        Assert.Contains("2147483647", answer["grpc-message"], StringComparison.Ordinal);
        Assert.Contains("4194304", answer["grpc-message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_timeout_is_refused() => Assert.Equal("13", (await AnswerAsync(Head(("grpc-timeout", "soon")), s_message))["grpc-status"]);

    [Fact]
    public async Task An_HTTP_1_request_is_told_what_this_port_speaks()
    {
        var text = await RawAnswerAsync("GET / HTTP/1.1\r\nHost: test\r\n\r\n"u8.ToArray());

        Assert.StartsWith("HTTP/1.1 505 ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_TLS_client_hello_is_told_that_this_port_is_plaintext()
    {
        var text = await RawAnswerAsync([0x16, 0x03, 0x01, 0x00, 0x05, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Contains("TLS", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_frame_ends_the_connection_with_a_GOAWAY_that_says_what_was_wrong()
    {
        var text = await RawAnswerAsync(FrameScript.Client.WindowUpdate(0, 0).ToArray());

        Assert.Contains("GOAWAY", text, StringComparison.Ordinal);
        Assert.Contains("ProtocolError", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_request_costs_no_other_call_on_the_connection()
    {
        await using var server = Serving(new Echo(), out var bytes);
        var client = new RawPeer(bytes, Http2Role.Client);
        await client.StartAsync();

        var bad = await client.RequestAsync(Head(("content-type", "text/html")), s_message);
        var good = await client.RequestAsync(Head(), s_message);
        await client.RunUntilAsync(() => bad.Ended && good.Ended);

        Assert.Equal("415", bad[":status"]);
        Assert.Equal("0", good["grpc-status"]);
        Assert.Equal(s_message, good.Body);
    }

    private static (string, string)[] Head(params (string Name, string Value)[] more)
    {
        (string, string)[] head = [(":method", "POST"), (":scheme", "http"), (":path", "/test.Echo/Unary"), (":authority", "test"), ("te", "trailers")];
        return more.Any(f => f.Name == "content-type") ? [.. head, .. more] : [.. head, ("content-type", "application/grpc"), .. more];
    }

    private static GrpcServer Serving(Echo echo, out ByteConnection client)
    {
        var server = new GrpcServer();
        server.Add(echo);
        var (ours, theirs) = MemoryConnection.CreatePair();
        server.Serve(theirs);
        client = ours;
        return server;
    }

    private static async Task<RawStream> AnswerAsync((string, string)[] head, byte[] body, Echo? echo = null, bool end = true)
    {
        await using var server = Serving(echo ?? new Echo(), out var bytes);
        var client = new RawPeer(bytes, Http2Role.Client);
        await client.StartAsync();
        var stream = await client.RequestAsync(head, body, end);
        await client.RunUntilAsync(() => stream.Ended);
        return stream;
    }

    /// <summary>All that the server says to these bytes until it closes, frames as lines.</summary>
    private static async Task<string> RawAnswerAsync(byte[] input)
    {
        await using var server = Serving(new Echo(), out var bytes);
        await bytes.SendAsync([input], default);
        var all = new List<byte>();
        var buffer = new byte[4096];
        while (await bytes.ReceiveAsync(buffer, default) is > 0 and var received) all.AddRange(buffer.AsSpan(0, received));
        try
        {
            return string.Join('\n', FrameLog.Read(all.ToArray())) + Encoding.Latin1.GetString([.. all]);
        }
        catch (InvalidDataException)
        {
            return Encoding.Latin1.GetString([.. all]);
        }
    }
}
