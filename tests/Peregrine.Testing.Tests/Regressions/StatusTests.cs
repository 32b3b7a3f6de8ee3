using Peregrine.EndToEnd.Tests;
using Peregrine.Http2;

namespace Peregrine.Testing.Tests.Regressions;

/// <summary>Who waits for a call is told what ended it.</summary>
public sealed class StatusTests : Regression
{
    private static readonly string s_long = new('x', 10_000);

    [Fact]
    public void A_response_that_is_too_large_decides_the_status_also_when_OK_has_arrived_behind_it() => Run(
        new Echo(),
        async (simulation, _, invoker) =>
        {
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, new CallOptions().WithMaxReceiveMessageSize(10), s_long);
            await simulation.Delay(Ms(20));

            Assert.Equal(StatusCode.ResourceExhausted, await StatusOfAsync(call.ResponseStream.MoveNext()));
            Assert.Equal(StatusCode.ResourceExhausted, call.GetStatus().StatusCode);
            Assert.Equal(StatusCode.ResourceExhausted, await StatusOfAsync(call.ResponseStream.MoveNext()));
        });

    [Fact]
    public void A_write_that_waits_for_the_window_is_told_that_the_connection_was_lost() => Run(
        new Echo
        {
            OnClientStreaming = async (_, context) =>
            {
                await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                return "";
            },
        },
        async (simulation, test, invoker) =>
        {
            var call = invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
            var writing = call.RequestStream.WriteAsync(s_long);
            await simulation.Delay(Ms(20));
            test.Network.Cut();

            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(writing));
            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call.ResponseAsync));
        },
        options => options.Server.Http2 = new Http2ConnectionOptions { InitialStreamWindow = 100 });

    [Fact]
    public void A_call_whose_response_waits_for_the_window_ends_with_UNAVAILABLE_when_the_grace_is_over() => Run(
        new Echo { OnServerStreaming = async (_, responses, _) => await responses.WriteAsync(s_long) },
        async (simulation, test, invoker) =>
        {
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
            await simulation.Delay(Ms(20));
            await test.StopAsync(TimeSpan.Zero);

            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call.ResponseStream.MoveNext()));
        },
        Unread);

    [Fact]
    public void A_request_that_is_too_large_is_said_also_when_a_response_waits_for_the_window() => Run(
        new Echo
        {
            OnDuplex = async (requests, responses, _) =>
            {
                var writing = responses.WriteAsync(s_long);
                await requests.MoveNext();
                await writing;
            },
        },
        async (simulation, _, invoker) =>
        {
            var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
            await call.RequestStream.WriteAsync(s_long);
            await simulation.Delay(Ms(20));

            Assert.Equal(StatusCode.ResourceExhausted, await StatusOfAsync(call.ResponseStream.MoveNext()));
        },
        options =>
        {
            Unread(options);
            options.Server.MaxReceiveMessageSize = 100;
        });

    // No credit comes back for a stream that nobody reads; the channel's default is so large that it would all fit.
    private static void Unread(GrpcTestServerOptions options) => options.Channel.Http2 = new Http2ConnectionOptions { InitialStreamWindow = 0 };
}
