using Peregrine.EndToEnd.Tests;
using Peregrine.Interceptors;

namespace Peregrine.Testing.Tests.Regressions;

/// <summary>Whose token fires gets that token back, and a read that is given up gives up the call.</summary>
public sealed class TokenTests : Regression
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_callers_token_comes_back_from_headers_writes_and_reads(bool intercepted) => Run(
        new Echo { OnDuplex = (_, _, context) => Task.Delay(Timeout.Infinite, context.CancellationToken) },
        async (simulation, test, invoker) =>
        {
            if (intercepted) invoker = invoker.Intercept(new PassOn());
            test.Network.Stall();
            using var source = new CancellationTokenSource();
            var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, new CallOptions(cancellationToken: source.Token));
            Task[] waiting = [call.ResponseHeadersAsync, call.RequestStream.WriteAsync("x"), call.ResponseStream.MoveNext()];
            await simulation.Delay(Ms(5));
            source.Cancel();

            foreach (var task in waiting) Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task)).CancellationToken);
            test.Network.Resume();
        });

    [Fact]
    public void The_callers_token_comes_back_from_a_read_that_waits_for_the_server() => Run(
        new Echo { OnServerStreaming = (_, _, context) => new TaskCompletionSource().Task.WaitAsync(context.CancellationToken) },
        async (simulation, _, invoker) =>
        {
            using var source = new CancellationTokenSource();
            using var readSource = new CancellationTokenSource();
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, new CallOptions(cancellationToken: source.Token), "x");
            var reading = call.ResponseStream.MoveNext(readSource.Token);
            await simulation.Delay(Ms(20));
            source.Cancel();

            Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading)).CancellationToken);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Giving_up_a_read_gives_up_a_call_that_was_not_opened_yet(bool intercepted) => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            if (intercepted) invoker = invoker.Intercept(new PassOn());
            test.Network.Stall();
            using var source = new CancellationTokenSource();
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
            var reading = call.ResponseStream.MoveNext(source.Token);
            await simulation.Delay(Ms(5));
            source.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            test.Network.Resume();
            await simulation.Delay(Ms(100));

            Assert.Empty(test.Calls);
            Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        });

    [Fact]
    public void An_interceptor_that_fails_a_call_which_runs_ends_it_at_the_server_too() => Run(
        new Echo
        {
            OnServerStreaming = async (_, responses, context) =>
            {
                await responses.WriteAsync("x");
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
            },
        },
        async (simulation, test, invoker) =>
        {
            var call = invoker.Intercept(new Suspicious()).AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
            await Assert.ThrowsAsync<InvalidOperationException>(() => call.ResponseStream.MoveNext());
            await simulation.Delay(Ms(10));

            Assert.True(test.Calls[0].WasCancelled);
        });

    [Fact]
    public void A_call_that_ends_twice_before_it_has_a_connection_ends_once() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            test.Network.Stall();
            using var callSource = new CancellationTokenSource();
            using var readSource = new CancellationTokenSource();
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, new CallOptions(cancellationToken: callSource.Token), "x");
            var reading = call.ResponseStream.MoveNext(readSource.Token);
            await simulation.Delay(Ms(5));
            callSource.Cancel();
            readSource.Cancel();

            Assert.Equal(readSource.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading)).CancellationToken);
            test.Network.Resume();
        });

    private sealed class Suspicious : CallInterceptor
    {
        public override void OnReceived(ClientCallContext call, object message) => throw new InvalidOperationException("not this one");
    }
}
