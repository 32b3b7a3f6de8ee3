namespace Peregrine.EndToEnd.Tests;

public class FourKindsTests
{
    [Fact]
    public async Task A_unary_call_returns_the_response()
    {
        await using var pair = Pair.Start();

        Assert.Equal("hello", await pair.UnaryAsync("hello"));
    }

    [Fact]
    public async Task An_empty_message_arrives_as_an_empty_message()
    {
        await using var pair = Pair.Start();

        Assert.Equal("", await pair.UnaryAsync(""));
    }

    [Fact]
    public async Task A_server_stream_arrives_in_order_and_ends()
    {
        await using var pair = Pair.Start();

        using var call = pair.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "a b c d");
        var all = new List<string>();
        await foreach (var word in call.ResponseStream.ReadAllAsync()) all.Add(word);

        Assert.Equal(["a", "b", "c", "d"], all);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_client_stream_is_answered_after_its_end()
    {
        await using var pair = Pair.Start();

        using var call = pair.Invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
        foreach (var word in new[] { "x", "y", "z" }) await call.RequestStream.WriteAsync(word);
        await call.RequestStream.CompleteAsync();

        Assert.Equal("x y z", await call);
    }

    [Fact]
    public async Task A_duplex_stream_answers_each_message_as_it_comes()
    {
        await using var pair = Pair.Start();

        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        foreach (var word in new[] { "one", "two", "three" })
        {
            await call.RequestStream.WriteAsync(word);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(word, call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }
}
