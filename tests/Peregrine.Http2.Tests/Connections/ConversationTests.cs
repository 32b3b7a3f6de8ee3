using System.Text;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>Well-behaved ends against each other.</summary>
public class ConversationTests
{
    private readonly EnginePair _pair = new EnginePair().Start();

    [Fact]
    public void A_unary_call_goes_there_and_back()
    {
        var (client, server) = (_pair.Client, _pair.Server);
        var stream = client.Open();
        client.Connection.SendData(stream, "hello"u8, endStream: true);
        _pair.Exchange();
        Assert.Equal(["headers 1 :method=POST :scheme=http :path=/ :authority=test", "data 1 5 end"], server.Events);

        var answered = server.Stream(1);
        server.Respond(answered);
        server.Connection.SendData(answered, "world!"u8, endStream: false);
        server.Send(answered, endStream: true, ("grpc-status", "0"));
        server.Connection.Release(answered);
        _pair.Exchange();
        Assert.Equal(["headers 1 :status=200", "data 1 6", "trailers 1 grpc-status=0 end"], client.Events);
        Assert.True(stream.IsClosed);
        Assert.Equal((0, 0), (client.Connection.ActiveStreams, server.Connection.ActiveStreams));
    }

    [Fact]
    public void Both_ends_become_ready_by_settings()
    {
        var pair = new EnginePair();
        pair.Client.Start();
        pair.Server.Start();
        pair.Exchange();
        Assert.Equal(["ready"], pair.Client.Events);
        Assert.Equal(["ready"], pair.Server.Events);
    }

    [Fact]
    public void A_thousand_calls_repeat_without_a_trace()
    {
        var (client, server) = (_pair.Client, _pair.Server);
        server.Log.OnHeaders = (stream, _, _) => server.Respond(stream, endStream: false);
        server.Log.OnData = (stream, data, end) =>
        {
            server.Connection.Consume(stream, data.Length);
            server.Connection.SendData(stream, data.Span, endStream: false);
            server.Send(stream, endStream: true, ("grpc-status", "0"));
            server.Connection.Release(stream);
        };
        client.Log.OnData = (stream, data, _) => client.Connection.Consume(stream, data.Length);
        for (var call = 0; call < 1000; call++)
        {
            client.Connection.SendData(client.Open(), new byte[100], endStream: true);
            if (call % 7 == 0) _pair.Exchange();
        }
        _pair.Exchange();
        Assert.Equal(1000, client.Events.Count(line => line.StartsWith("trailers", StringComparison.Ordinal)));
        Assert.Equal((0, 0), (client.Connection.ActiveStreams, server.Connection.ActiveStreams));
    }

    [Fact]
    public void A_long_body_waits_for_credit_and_arrives_whole()
    {
        var (client, server) = (_pair.Client, _pair.Server);
        var body = new byte[5_000_000];
        new Random(1).NextBytes(body);
        var sent = 0;
        client.Log.OnWritable = stream => sent += client.Connection.SendData(stream, body.AsSpan(sent), endStream: true);
        var received = new MemoryStream();
        server.Log.OnData = (stream, data, _) =>
        {
            received.Write(data.Span);
            server.Connection.Consume(stream, data.Length);
        };
        var stream = client.Open();
        sent = client.Connection.SendData(stream, body, endStream: true);
        Assert.InRange(sent, 1, 1024 * 1024);
        _pair.Exchange();
        Assert.Equal(body, received.ToArray());
        Assert.Equal("data 1", server.Events[^1][..6]);
        Assert.EndsWith("end", server.Events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_repeated_head_shrinks_to_a_byte_per_field()
    {
        var client = _pair.Client;
        client.Open();
        client.Take();
        client.Open();
        Assert.Equal(4, Assert.Single(client.Take()).Payload.Length);
    }

    [Fact]
    public void The_same_table_entry_is_the_same_object()
    {
        var (client, server) = (_pair.Client, _pair.Server);
        var paths = new List<object?>();
        server.Log.OnHeaders = (_, headers, _) => paths.Add(headers.Entry(2));
        client.Open(path: "/greet.Greeter/SayHello");
        client.Open(path: "/greet.Greeter/SayHello");
        _pair.Exchange();
        Assert.NotNull(paths[0]);
        Assert.Same(paths[0], paths[1]);
    }

    [Fact]
    public void A_head_longer_than_a_frame_goes_on_in_continuations()
    {
        var options = new Http2ConnectionOptions { MaxHeaderListSize = 100_000, MaxHeaderBlockSize = 100_000 };
        var pair = new EnginePair(options, options).Start();
        var value = new string('\\', 40_000);
        var stream = pair.Client.Connection.TryOpenStream(null)!;
        pair.Client.Send(stream, true, (":method", "POST"), (":scheme", "http"), (":path", "/"), ("long", value));
        var bytes = pair.Client.TakeBytes();
        Assert.Equal(["HEADERS", "CONTINUATION", "CONTINUATION"], FrameLog.Read(bytes).ConvertAll(frame => frame.Name));
        pair.Server.Receive(bytes);
        Assert.Equal($"headers 1 :method=POST :scheme=http :path=/ long={value} end", Assert.Single(pair.Server.Events));
    }

    [Fact]
    public void A_conversation_fed_byte_by_byte_gives_the_same_events()
    {
        var whole = Talk(int.MaxValue);
        var bytewise = Talk(1);
        Assert.Equal(whole.Client.Events, bytewise.Client.Events);
        Assert.Equal(whole.Server.Events, bytewise.Server.Events);
        Assert.Contains("pong 77", whole.Client.Events);
    }

    [Fact]
    public void A_graceful_shutdown_lets_streams_finish()
    {
        var (client, server) = (_pair.Client, _pair.Server);
        var stream = client.Open(endStream: true);
        _pair.Exchange();
        server.Connection.BeginDrain();
        server.Connection.FinishDrain();
        _pair.Exchange();
        Assert.Equal(["goaway 2147483647 NoError", "goaway 1 NoError"], client.Events);
        Assert.True(client.Connection.IsDraining);
        Assert.Null(client.Connection.TryOpenStream(null));
        server.Respond(server.Stream(1), endStream: true);
        server.Connection.Release(server.Stream(1));
        _pair.Exchange();
        Assert.Equal("headers 1 :status=200 end", client.Events[^1]);
        Assert.True(stream.IsClosed);
    }

    private static EnginePair Talk(int step)
    {
        var pair = new EnginePair();
        var (client, server) = (pair.Client, pair.Server);
        server.Log.OnHeaders = (stream, headers, _) => Assert.Equal("POST", Encoding.ASCII.GetString(headers.Value(0)));
        server.Log.OnData = (stream, data, end) =>
        {
            server.Connection.Consume(stream, data.Length);
            if (!end) return;
            server.Respond(stream);
            server.Connection.SendData(stream, new byte[300], endStream: true);
            server.Connection.Release(stream);
        };
        client.Start();
        server.Start();
        pair.Exchange(step);
        for (var i = 0; i < 5; i++)
        {
            var stream = client.Open(path: $"/call/{i}");
            client.Connection.SendData(stream, new byte[i * 10], endStream: false);
            client.Connection.SendData(stream, new byte[20_000], endStream: true);
        }
        client.Connection.SendPing(77);
        var reset = client.Open();
        client.Connection.Reset(reset, Http2ErrorCode.Cancel);
        pair.Exchange(step);
        return pair;
    }
}
