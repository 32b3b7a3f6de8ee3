using Peregrine.EndToEnd.Tests;
using Peregrine.Testing.Tests.Regressions;

namespace Peregrine.Testing.Tests.Lifecycle;

/// <summary>gRFC A9: connections that are old or idle drain, and nobody loses a call. Virtual time.</summary>
public sealed class ConnectionAgeTests : Regression
{
    [Fact]
    public void A_connection_without_calls_for_the_maximum_is_closed_and_the_next_call_connects_anew() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            await UnaryAsync(invoker, "x");
            await simulation.Delay(Seconds(55));
            Assert.Equal(1, test.Network.Connections);
            await UnaryAsync(invoker, "y");
            await simulation.Delay(Seconds(55));
            Assert.Equal(1, test.Network.Connections); // it was used

            await simulation.Delay(Seconds(10));

            Assert.Equal(0, test.Network.Connections);
            Assert.Equal("z", await UnaryAsync(invoker, "z"));
        },
        options => options.Server.MaxConnectionIdle = TimeSpan.FromMinutes(1));

    [Fact]
    public void A_connection_of_the_maximum_age_is_replaced_without_a_failed_call() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            for (var i = 0; i < 600; i++)
            {
                Assert.Equal("x", await UnaryAsync(invoker, "x"));
                await simulation.Delay(Seconds(1));
            }

            Assert.InRange(test.Network.ConnectionsMade, 9, 12);
        },
        options => options.Server.MaxConnectionAge = TimeSpan.FromMinutes(1));

    [Fact]
    public void A_stream_on_a_connection_that_is_old_is_told_and_may_say_goodbye() => Run(
        new Echo
        {
            OnServerStreaming = async (_, responses, context) =>
            {
                await WhenCancelledAsync(context.Draining);
                await responses.WriteAsync("goodbye");
            },
        },
        async (simulation, _, invoker) =>
        {
            using var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");

            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal("goodbye", call.ResponseStream.Current);
            Assert.False(await call.ResponseStream.MoveNext());
            Assert.InRange(simulation.Elapsed, Seconds(54), Seconds(68));
        },
        options => options.Server.MaxConnectionAge = TimeSpan.FromMinutes(1));

    [Fact]
    public void A_stream_that_outlives_the_grace_of_an_old_connection_ends_with_UNAVAILABLE() => Run(
        new Echo { OnServerStreaming = async (_, _, context) => await WhenCancelledAsync(context.CancellationToken) },
        async (simulation, _, invoker) =>
        {
            using var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");

            var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

            Assert.Equal(StatusCode.Unavailable, error.StatusCode);
            Assert.Contains("max_age", error.Status.Detail, StringComparison.Ordinal);
            Assert.InRange(simulation.Elapsed, Seconds(64), Seconds(80));
        },
        options =>
        {
            options.Server.MaxConnectionAge = TimeSpan.FromMinutes(1);
            options.Server.MaxConnectionAgeGrace = Seconds(10);
        });
}
