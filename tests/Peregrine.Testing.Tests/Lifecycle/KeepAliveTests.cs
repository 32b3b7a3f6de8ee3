using Peregrine.EndToEnd.Tests;
using Peregrine.Testing.Tests.Regressions;

namespace Peregrine.Testing.Tests.Lifecycle;

/// <summary>gRFC A8 and A9: each end notices that the other is gone, and does not ask too often. Virtual time.</summary>
public sealed class KeepAliveTests : Regression
{
    private static readonly Echo s_hanging = new()
    {
        OnUnary = async (request, context) =>
        {
            if (request == "hang") await WhenCancelledAsync(context.CancellationToken);
            return request;
        },
    };

    [Fact]
    public void A_server_that_falls_silent_ends_its_calls_with_UNAVAILABLE_that_names_keepalive_and_the_channel_recovers() => Run(
        s_hanging,
        async (simulation, test, invoker) =>
        {
            var call = UnaryAsync(invoker, "hang");
            await simulation.Delay(Seconds(1));
            var silentSince = simulation.Elapsed;
            test.Network.Stall();

            var error = await Assert.ThrowsAsync<RpcException>(() => call);

            Assert.Equal(StatusCode.Unavailable, error.StatusCode);
            Assert.Contains("keepalive: the peer did not answer a PING within 5 s", error.Status.Detail, StringComparison.Ordinal);
            Assert.InRange(simulation.Elapsed - silentSince, Seconds(14), Seconds(18));
            test.Network.Resume();
            Assert.Equal("again", await UnaryAsync(invoker, "again"));
        },
        AskAfterTenSeconds);

    [Fact]
    public void A_server_that_answers_the_pings_may_take_its_time() => Run(
        s_hanging,
        async (simulation, test, invoker) =>
        {
            var call = UnaryAsync(invoker, "hang", new CallOptions(deadline: simulation.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(30)));

            Assert.Equal(StatusCode.DeadlineExceeded, await StatusOfAsync(call));
            Assert.Equal(1, test.Network.ConnectionsMade);
        },
        AskAfterTenSeconds);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_connection_without_calls_is_asked_only_when_that_is_wanted(bool wanted, int connections) => Run(
        s_hanging,
        async (simulation, test, invoker) =>
        {
            await UnaryAsync(invoker, "x");
            test.Network.Stall();
            await simulation.Delay(TimeSpan.FromMinutes(1));
            test.Network.Resume();
            await UnaryAsync(invoker, "y");

            Assert.Equal(connections, test.Network.ConnectionsMade);
        },
        options =>
        {
            AskAfterTenSeconds(options);
            options.Channel.KeepAlivePingWithoutCalls = wanted;
        });

    [Fact]
    public void A_client_that_falls_silent_has_its_calls_cancelled() => Run(
        s_hanging,
        async (simulation, test, invoker) =>
        {
            var call = UnaryAsync(invoker, "hang");
            await simulation.Delay(Seconds(1));
            test.Network.Stall();
            var silentSince = simulation.Elapsed;
            await test.Calls[0].Ended;

            Assert.InRange(simulation.Elapsed - silentSince, Seconds(14), Seconds(18));
            test.Network.Resume();
            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call));
        },
        options =>
        {
            options.Server.KeepAlivePingDelay = Seconds(10);
            options.Server.KeepAlivePingTimeout = Seconds(5);
        });

    [Fact]
    public void Pings_that_come_too_soon_end_the_connection_and_the_channel_asks_half_as_often() => Run(
        s_hanging,
        async (simulation, test, invoker) =>
        {
            var first = await Assert.ThrowsAsync<RpcException>(() => UnaryAsync(invoker, "hang"));
            var after = simulation.Elapsed;
            var second = UnaryAsync(invoker, "hang", new CallOptions(deadline: simulation.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(10)));

            Assert.Equal(StatusCode.Unavailable, first.StatusCode);
            Assert.Contains("too_many_pings", first.Status.Detail, StringComparison.Ordinal);
            Assert.InRange(after, Seconds(3 * 6), Seconds(5 * 7));
            Assert.Equal(StatusCode.DeadlineExceeded, await StatusOfAsync(second)); // 12 s are far enough apart
        },
        options =>
        {
            options.Channel.KeepAlivePingDelay = Seconds(6);
            options.Server.KeepAliveMinPingInterval = Seconds(10);
        });

    private static void AskAfterTenSeconds(GrpcTestServerOptions options)
    {
        options.Channel.KeepAlivePingDelay = Seconds(10);
        options.Channel.KeepAlivePingTimeout = Seconds(5);
        options.Server.KeepAlivePingDelay = Timeout.InfiniteTimeSpan;
    }
}
