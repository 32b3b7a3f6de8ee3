using Peregrine.EndToEnd.Tests;
using Peregrine.Http2;

namespace Peregrine.Testing.Tests.Regressions;

/// <summary>What was rented is returned, however a call ends; each story is checked for that at its end.</summary>
public sealed class BufferTests : Regression
{
    private static readonly string s_long = new('x', 50_000);

    [Fact]
    public void A_handler_that_returns_long_after_its_connection_was_cut() => Run(
        new Echo
        {
            OnClientStreaming = async (_, context) =>
            {
                await WhenCancelledAsync(context.CancellationToken);
                return "";
            },
        },
        async (simulation, test, invoker) =>
        {
            var call = invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
            await call.RequestStream.WriteAsync(s_long);
            await simulation.Delay(Ms(20));
            test.Network.Cut();
            Assert.Equal(StatusCode.Unavailable, await StatusOfAsync(call.ResponseAsync));
        },
        options => options.Server.Http2 = new Http2ConnectionOptions { ConnectionWindow = 65_535 });

    [Fact]
    public void A_request_that_was_written_to_a_call_which_never_opened() => Run(
        new Echo(),
        async (simulation, test, invoker) =>
        {
            test.Network.Stall();
            var call = invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
            var writing = call.RequestStream.WriteAsync("x");
            await simulation.Delay(Ms(20));
            call.Dispose();
            Assert.Equal(StatusCode.Cancelled, await StatusOfAsync(writing));
            test.Network.Resume();
        });

    [Fact]
    public void Requests_that_the_handler_did_not_read()
    {
        var enough = new TaskCompletionSource();
        Run(
            new Echo
            {
                OnClientStreaming = async (_, _) =>
                {
                    await enough.Task;
                    return "enough";
                },
            },
            async (simulation, _, invoker) =>
            {
                var call = invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
                await call.RequestStream.WriteAsync(s_long);
                await simulation.Delay(Ms(20));
                enough.SetResult();
                Assert.Equal("enough", await call.ResponseAsync);
            });
    }

    [Fact]
    public void Responses_that_the_caller_did_not_read_before_it_disposed_the_call() => Run(
        new Echo(),
        async (simulation, _, invoker) =>
        {
            var call = invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, s_long);
            await simulation.Delay(Ms(20));
            call.Dispose();

            Assert.Equal(StatusCode.Cancelled, await StatusOfAsync(call.ResponseStream.MoveNext())); // not the end of the stream, which it never saw
        });
}
