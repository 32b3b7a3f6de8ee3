namespace Peregrine.EndToEnd.Tests;

public class CancellationTests
{
    [Fact]
    public async Task The_callers_own_token_gives_OperationCanceledException_with_that_token()
    {
        await using var pair = Pair.Start(new Echo { OnUnary = Handlers.Hang });
        await pair.Channel.ConnectAsync();
        using var source = new CancellationTokenSource();

        var call = pair.UnaryAsync("x", new CallOptions(cancellationToken: source.Token));
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_token_that_has_fired_already_fails_the_call_without_sending_it()
    {
        await using var pair = Pair.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pair.UnaryAsync("x", new CallOptions(cancellationToken: new CancellationToken(true))));

        Assert.Equal(ConnectivityState.Idle, pair.Channel.State);
    }

    [Fact]
    public async Task Disposing_a_running_call_ends_it_with_CANCELLED()
    {
        await using var pair = Pair.Start(new Echo { OnUnary = Handlers.Hang });

        var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, default, "x");
        call.Dispose();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task The_handlers_token_fires_when_the_caller_cancels()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, context) =>
            {
                _ = context.CancellationToken.Register(cancelled.SetResult);
                started.SetResult();
                await cancelled.Task;
                return request;
            },
        });

        using var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, default, "x");
        await started.Task;
        call.Dispose();

        await cancelled.Task;
    }

    [Fact]
    public async Task A_status_that_has_arrived_wins_over_a_later_cancellation()
    {
        await using var pair = Pair.Start();
        using var source = new CancellationTokenSource();

        using var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, new CallOptions(cancellationToken: source.Token), "x");
        await call;
        await source.CancelAsync();

        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("x", await call);
    }

    [Fact]
    public async Task A_read_that_waits_ends_when_the_call_is_cancelled()
    {
        await using var pair = Pair.Start(new Echo { OnDuplex = Handlers.Swallow });
        using var source = new CancellationTokenSource();

        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, new CallOptions(cancellationToken: source.Token));
        var read = call.ResponseStream.MoveNext();
        await call.RequestStream.WriteAsync("x");
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task A_write_after_the_cancellation_fails_with_it()
    {
        await using var pair = Pair.Start(new Echo { OnDuplex = Handlers.Swallow });
        using var source = new CancellationTokenSource();

        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, new CallOptions(cancellationToken: source.Token));
        await call.RequestStream.WriteAsync("x");
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.RequestStream.WriteAsync("y"));
    }

    [Fact]
    public async Task The_request_stream_of_a_handler_throws_when_the_caller_gives_up()
    {
        var outcome = new TaskCompletionSource<Exception>();
        await using var pair = Pair.Start(new Echo
        {
            OnDuplex = async (requests, _, _) =>
            {
                try
                {
                    while (await requests.MoveNext())
                    {
                        // until it is given up
                    }
                }
                catch (Exception error)
                {
                    outcome.SetResult(error);
                    throw;
                }
            },
        });

        var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        await call.RequestStream.WriteAsync("x");
        call.Dispose();

        Assert.IsType<OperationCanceledException>(await outcome.Task);
    }

    [Fact]
    public async Task One_cancelled_call_leaves_the_others_alone()
    {
        await using var pair = Pair.Start(new Echo { OnUnary = async (request, context) => request == "hang" ? await Handlers.Hang(request, context) : request });

        var hanging = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, default, "hang");
        hanging.Dispose();

        Assert.Equal("y", await pair.UnaryAsync("y"));
    }
}
