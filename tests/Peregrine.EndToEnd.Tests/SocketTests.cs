using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

public class SocketTests
{
    [Fact]
    public async Task A_call_goes_over_TCP()
    {
        await using var server = new GrpcServer();
        server.Add(new Echo());
        var bound = await server.StartAsync("http://127.0.0.1:0");
        await using var channel = GrpcChannel.ForAddress(bound.Text);

        Assert.Equal("x", await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));
    }

    [Fact]
    public async Task A_call_goes_over_localhost_by_name()
    {
        await using var server = new GrpcServer();
        server.Add(new Echo());
        var bound = await server.StartAsync("http://localhost:0");
        await using var channel = GrpcChannel.ForAddress(bound.Text);

        Assert.Equal("x", await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));
    }

    [Fact]
    public async Task A_call_goes_over_a_Unix_socket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"peregrine-{Guid.NewGuid():N}.sock");
        await using var server = new GrpcServer();
        server.Add(new Echo());
        await server.StartAsync($"unix:{path}");
        await using var channel = GrpcChannel.ForAddress($"unix:{path}", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure });

        Assert.Equal("x", await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_holds_up_no_other_connection()
    {
        using var release = new ManualResetEventSlim();
        await using var server = new GrpcServer();
        server.Add(new Echo
        {
            OnUnary = (request, _) =>
            {
                if (request == "block") release.Wait();
                return Task.FromResult(request);
            },
        });
        var bound = await server.StartAsync("http://127.0.0.1:0");

        // More connections than there are poll loops: some share one with a blocked handler.
        var channels = Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => GrpcChannel.ForAddress(bound.Text)).ToArray();
        foreach (var channel in channels) await channel.ConnectAsync();
        var blocked = channels.Take(channels.Length / 2).Select(c => CallAsync(c, "block")).ToArray();
        for (var round = 0; round < 20; round++)
        {
            foreach (var channel in channels) Assert.Equal("cheap", await CallAsync(channel, "cheap"));
        }

        Assert.All(blocked, call => Assert.False(call.IsCompleted));
        release.Set();
        Assert.All(await Task.WhenAll(blocked), answer => Assert.Equal("block", answer));
        foreach (var channel in channels) await channel.DisposeAsync();
    }

    private static async Task<string> CallAsync(GrpcChannel channel, string request) => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, request);

    [Fact]
    public async Task A_refused_connection_is_UNAVAILABLE_and_names_target_and_fix()
    {
        await using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("127.0.0.1:1", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("refused", error.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_failed_attempt_to_connect_is_logged_with_its_reason()
    {
        var log = new ListLogger();
        await using var channel = GrpcChannel.ForAddress("http://127.0.0.1:1", new GrpcChannelOptions { LoggerFactory = log });

        await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));

        Assert.Contains(log.Lines, line => line.Contains("127.0.0.1:1", StringComparison.Ordinal) && line.Contains("refused", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_deadline_while_connecting_says_that_no_connection_was_ready()
    {
        using var deaf = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        deaf.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        deaf.Listen(1);
        await using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{((System.Net.IPEndPoint)deaf.LocalEndPoint!).Port}");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, new CallOptions().WithTimeout(TimeSpan.FromMilliseconds(100)), "x"));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Contains("no connection", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_any_stream_serves()
    {
        await using var server = new GrpcServer();
        server.Add(new Echo());
        var bound = await server.StartAsync("http://127.0.0.1:0");
        var (ours, theirs) = MemoryConnection.CreatePair();
        server.Serve(theirs);
        await using var channel = GrpcChannel.ForAddress("http://anything", new GrpcChannelOptions { ConnectCallback = _ => new ValueTask<ByteConnection>(ours) });

        Assert.Equal("x", await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));
        Assert.NotEqual(0, ((System.Net.IPEndPoint)bound.EndPoint).Port);
    }
}
