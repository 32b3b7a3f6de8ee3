using Peregrine.EndToEnd.Tests;
using Peregrine.Http2;

namespace Peregrine.Testing.Tests.Regressions;

/// <summary>Closing ends everything, whatever the other end does.</summary>
public sealed class CloseTests : Regression
{
    [Fact]
    public void A_handler_that_waits_for_a_request_without_a_token_is_told_when_the_grace_is_over() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
            await simulation.Delay(Ms(20));
            await test.StopAsync(TimeSpan.Zero);
            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call.ResponseStream.MoveNext()));
            await simulation.Delay(Ms(1));

            Assert.IsType<OperationCanceledException>(test.Calls[0].Exception, exactMatch: false);
        });

    [Fact]
    public void A_server_stops_although_a_client_takes_nothing_any_more() => Run(
        new Echo
        {
            OnServerStreaming = async (_, responses, _) =>
            {
                for (var i = 0; i < 100; i++) await responses.WriteAsync(new string('x', 10_000));
            },
        },
        async (simulation, test, invoker) =>
        {
            test.Network.Capacity = 1000;
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
            await simulation.Delay(Ms(5));
            test.Network.Stall();
            await simulation.Delay(Ms(100));
            var started = simulation.Elapsed;
            await test.StopAsync(TimeSpan.FromSeconds(1));

            Assert.InRange(simulation.Elapsed - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            call.Dispose();
            test.Network.Resume();
        });

    [Fact]
    public void A_channel_closes_although_the_server_takes_nothing_any_more() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            Assert.Equal("x", await UnaryAsync(invoker, "x"));
            test.Network.Capacity = 10;
            test.Network.Stall();
            var call = UnaryAsync(invoker, new string('x', 10_000));
            await simulation.Delay(Ms(100));
            var started = simulation.Elapsed;
            await test.Channel.DisposeAsync();

            Assert.InRange(simulation.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(11));
            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call));
            test.Network.Resume();
        });

    [Fact]
    public void Both_ends_go_on_when_both_have_more_to_send_than_the_network_holds() => Run(
        new Echo
        {
            OnDuplex = async (requests, responses, _) =>
            {
                while (await requests.MoveNext()) await responses.WriteAsync(requests.Current);
            },
        },
        async (_, test, invoker) =>
        {
            test.Network.Capacity = 100;
            var calls = Enumerable.Range(0, 20).Select(_ => EchoAsync(invoker)).ToArray();
            await Task.WhenAll(calls);
        },
        options =>
        {
            options.Server.Http2 = new Http2ConnectionOptions { MaxOutput = 1 };
            options.Channel.Http2 = new Http2ConnectionOptions { MaxOutput = 1 };
        });

    private static async Task EchoAsync(CallInvoker invoker)
    {
        var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        var writing = WriteAsync(call.RequestStream);
        for (var i = 0; i < 20; i++) Assert.True(await call.ResponseStream.MoveNext());
        await writing;
        Assert.False(await call.ResponseStream.MoveNext());
    }

    private static async Task WriteAsync(IClientStreamWriter<string> requests)
    {
        for (var i = 0; i < 20; i++) await requests.WriteAsync(new string('x', 1500));
        await requests.CompleteAsync();
    }
}
