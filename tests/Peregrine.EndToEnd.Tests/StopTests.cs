namespace Peregrine.EndToEnd.Tests;

public class StopTests
{
    [Fact]
    public async Task A_call_that_runs_when_the_server_stops_may_finish()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, _) =>
            {
                started.SetResult();
                await release.Task;
                return request;
            },
        });

        var call = pair.UnaryAsync("x");
        await started.Task;
        var stop = pair.Server.StopAsync(TimeSpan.FromMinutes(1));
        release.SetResult();

        Assert.Equal("x", await call);
        await stop;
    }

    [Fact]
    public async Task A_call_that_outlives_the_grace_ends_with_UNAVAILABLE()
    {
        var started = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, context) =>
            {
                started.SetResult();
                return await Handlers.Hang(request, context);
            },
        });

        var call = pair.UnaryAsync("x");
        await started.Task;
        await pair.Server.StopAsync(TimeSpan.FromMilliseconds(50));

        var error = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("shutting down", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_are_told_that_the_server_is_shutting_down()
    {
        var started = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnServerStreaming = async (_, responses, context) =>
            {
                var stopping = new TaskCompletionSource();
                using var registration = context.ShuttingDown.Register(stopping.SetResult);
                started.SetResult();
                await stopping.Task;
                await responses.WriteAsync("goodbye");
            },
        });

        using var call = pair.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
        await started.Task;
        var stop = pair.Server.StopAsync(TimeSpan.FromMinutes(1));

        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("goodbye", call.ResponseStream.Current);
        await stop;
    }

    [Fact]
    public async Task A_callback_of_ShuttingDown_that_throws_does_not_keep_the_server_from_stopping()
    {
        var started = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, context) =>
            {
                context.ShuttingDown.Register(() => throw new InvalidOperationException("a mistake in user code"));
                started.SetResult();
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return request;
            },
        });
        var call = pair.UnaryAsync("x");
        await started.Task;

        await pair.Server.StopAsync(TimeSpan.Zero);

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task A_server_can_be_started_and_stopped_again_and_again()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var pair = Pair.Start();
            Assert.Equal("x", await pair.UnaryAsync("x"));
            await pair.Server.StopAsync(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task A_channel_reconnects_after_its_connection_was_lost()
    {
        await using var pair = Pair.Start();
        Assert.Equal("x", await pair.UnaryAsync("x"));

        var noticed = pair.Channel.WaitForStateChangedAsync(ConnectivityState.Ready);
        pair.LoseConnection();
        await noticed;

        Assert.Equal("y", await pair.UnaryAsync("y"));
    }

    [Fact]
    public async Task A_call_on_a_disposed_channel_fails_and_says_so()
    {
        await using var pair = Pair.Start();
        pair.Channel.Dispose();

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Contains("shut down", error.Status.Detail, StringComparison.Ordinal);
    }
}
