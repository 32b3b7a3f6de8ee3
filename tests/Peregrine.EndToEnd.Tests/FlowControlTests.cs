namespace Peregrine.EndToEnd.Tests;

public class FlowControlTests
{
    [Fact]
    public async Task A_part_of_a_message_that_fills_the_window_behind_an_unread_one_does_not_stop_the_stream()
    {
        var message = new string('x', 1_000_000); // the window is 1 MiB
        var secondIsOnItsWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var echo = new Echo
        {
            OnServerStreaming = async (_, responses, _) =>
            {
                await responses.WriteAsync(message);
                var second = responses.WriteAsync(message);
                secondIsOnItsWay.SetResult();
                await second;
            },
        };
        await using var pair = Pair.Start(echo);
        using var call = pair.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "");

        // Answers come behind what the stream has sent: after the first one the first message is here and most of it is credited,
        // after the second one what that credit let through is here as well.
        await secondIsOnItsWay.Task;
        await pair.UnaryAsync("once");
        await pair.UnaryAsync("twice");

        Assert.True(await call.ResponseStream.MoveNext());
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal(message.Length, call.ResponseStream.Current.Length);
        Assert.False(await call.ResponseStream.MoveNext());
    }
}
