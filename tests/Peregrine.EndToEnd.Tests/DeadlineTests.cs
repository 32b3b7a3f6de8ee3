using Peregrine.TestKit;

namespace Peregrine.EndToEnd.Tests;

public class DeadlineTests
{
    [Fact]
    public async Task A_deadline_that_passes_ends_the_call_with_DEADLINE_EXCEEDED()
    {
        await using var pair = Pair.Start(new Echo { OnUnary = Handlers.Hang });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x", new CallOptions().WithTimeout(TimeSpan.FromMilliseconds(50))));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Contains("/test.Echo/Unary", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_in_the_past_fails_without_a_connection()
    {
        await using var pair = Pair.Start();

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x", new CallOptions(deadline: DateTime.UtcNow.AddSeconds(-1))));

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(ConnectivityState.Idle, pair.Channel.State);
    }

    [Fact]
    public async Task The_handler_sees_the_deadline_of_the_caller()
    {
        var seen = DateTime.MinValue;
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                seen = context.Deadline;
                return Task.FromResult(request);
            },
        });

        var deadline = DateTime.UtcNow.AddHours(1);
        await pair.UnaryAsync("x", new CallOptions(deadline: deadline));

        Assert.InRange(seen, deadline.AddMinutes(-5), deadline.AddMinutes(5));
    }

    [Fact]
    public async Task A_call_without_a_deadline_has_the_deadline_MaxValue()
    {
        var seen = DateTime.MinValue;
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                seen = context.Deadline;
                return Task.FromResult(request);
            },
        });

        await pair.UnaryAsync("x");

        Assert.Equal(DateTime.MaxValue, seen);
    }

    [Fact]
    public async Task The_handlers_token_fires_when_the_deadline_passes()
    {
        var clock = new FakeTimeProvider();
        var entered = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var echo = new Echo
        {
            OnUnary = async (request, context) =>
            {
                _ = context.CancellationToken.Register(cancelled.SetResult);
                entered.SetResult();
                await cancelled.Task;
                return request;
            },
        };
        await using var pair = Pair.Start(echo, new GrpcServerOptions { TimeProvider = clock, KeepAlivePingDelay = Timeout.InfiniteTimeSpan });

        var call = pair.UnaryAsync("x", new CallOptions().WithTimeout(TimeSpan.FromHours(1)));
        await entered.Task;
        clock.Advance(TimeSpan.FromHours(1));

        await cancelled.Task;
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task A_child_call_with_a_propagation_token_takes_over_the_deadline()
    {
        var childDeadline = DateTime.MaxValue;
        await using var inner = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                childDeadline = context.Deadline;
                return Task.FromResult(request);
            },
        });
        await using var outer = Pair.Start(new Echo
        {
            OnUnary = (request, context) => inner.UnaryAsync(request, new CallOptions(propagationToken: context.CreatePropagationToken())),
        });

        var deadline = DateTime.UtcNow.AddHours(1);
        await outer.UnaryAsync("x", new CallOptions(deadline: deadline));

        Assert.InRange(childDeadline, deadline.AddMinutes(-5), deadline.AddMinutes(5));
    }
}
