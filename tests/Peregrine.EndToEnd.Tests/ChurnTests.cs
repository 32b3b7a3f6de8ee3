namespace Peregrine.EndToEnd.Tests;

/// <summary>Connections that come and go over real sockets, with calls that are cancelled, time out or block: every call ends, and ends legally.</summary>
public class ChurnTests
{
    [Fact]
    public async Task Every_call_ends_while_channels_come_and_go()
    {
        await using var server = new GrpcServer();
        server.Add(new Echo { OnUnary = AnswerAsync, OnDuplex = new Echo().OnDuplex });
        var bound = await server.StartAsync("http://127.0.0.1:0");
        var workers = Enumerable.Range(0, 8).Select(seed => Task.Run(() => ChurnAsync(bound.Text, new Random(seed), rounds: 12)));

        var ended = await Task.WhenAll(workers);

        Assert.Equal(8 * 12 * 20, ended.Sum());
    }

    private static async Task<string> AnswerAsync(string request, ServerCallContext context)
    {
        switch (request)
        {
            case "block":
                Thread.Sleep(10); // longer than the watchdog allows on a read loop
                return request;
            case "slow":
                await Task.Delay(20, context.CancellationToken);
                return request;
            default:
                return request;
        }
    }

    private static async Task<int> ChurnAsync(string address, Random random, int rounds)
    {
        var ended = 0;
        for (var round = 0; round < rounds; round++)
        {
            var channel = GrpcChannel.ForAddress(address);
            var invoker = channel.CreateCallInvoker();
            var calls = new List<Task>();
            for (var i = 0; i < 20; i++) calls.Add(random.Next(3) == 0 ? DuplexAsync(invoker, random.Next(4)) : UnaryAsync(invoker, random.Next(6)));
            if (random.Next(2) == 0) channel.Dispose(); // under the running calls
            await Task.WhenAll(calls);
            ended += calls.Count;
            await channel.DisposeAsync();
        }

        return ended;
    }

    private static async Task UnaryAsync(CallInvoker invoker, int kind)
    {
        using var source = new CancellationTokenSource();
        var request = kind switch { 0 => "block", 1 or 2 => "slow", _ => "quick" };
        var options = kind == 2 ? new CallOptions().WithTimeout(TimeSpan.FromMilliseconds(5)) : new CallOptions(cancellationToken: source.Token);
        using var call = invoker.AsyncUnaryCall(Echo.Unary, null, options, request);
        if (kind == 1) await source.CancelAsync();
        try
        {
            Assert.Equal(request, await call);
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException { StatusCode: StatusCode.DeadlineExceeded or StatusCode.Unavailable or StatusCode.Cancelled })
        {
            // given up, or its channel was
        }
    }

    private static async Task DuplexAsync(CallInvoker invoker, int messages)
    {
        using var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        try
        {
            for (var i = 0; i < messages; i++)
            {
                await call.RequestStream.WriteAsync($"{i}");
                if (i % 2 == 0) Assert.True(await call.ResponseStream.MoveNext());
            }

            if (messages % 2 == 0) await call.RequestStream.CompleteAsync(); // else it is disposed half way
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Cancelled })
        {
            // its channel was disposed
        }
    }
}
