namespace Peregrine.EndToEnd.Tests;

public class MessageSizeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(65_535)]
    [InlineData(1_000_000)]
    [InlineData(4_000_000)]
    public async Task A_message_of_any_size_up_to_the_limit_arrives_whole(int size)
    {
        await using var pair = Pair.Start();
        var text = string.Create(size, 0, (span, _) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = (char)('a' + (i % 26));
        });

        Assert.Equal(text, await pair.UnaryAsync(text));
    }

    [Fact]
    public async Task A_request_over_the_limit_is_RESOURCE_EXHAUSTED_with_both_numbers()
    {
        await using var pair = Pair.Start(serverOptions: new GrpcServerOptions { MaxReceiveMessageSize = 1000 });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync(new string('x', 2000)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("2000", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("1000", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_over_the_limit_is_RESOURCE_EXHAUSTED_with_both_numbers()
    {
        await using var pair = Pair.Start(channelOptions: new GrpcChannelOptions { MaxReceiveMessageSize = 1000 });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync(new string('x', 2000)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("2000", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("1000", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_over_the_send_limit_fails_before_it_is_sent()
    {
        await using var pair = Pair.Start(channelOptions: new GrpcChannelOptions { MaxSendMessageSize = 1000 });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync(new string('x', 2000)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task A_limit_of_one_call_wins_over_the_channels()
    {
        await using var pair = Pair.Start(channelOptions: new GrpcChannelOptions { MaxReceiveMessageSize = 10 });

        Assert.Equal(2000, (await pair.UnaryAsync(new string('x', 2000), new CallOptions().WithMaxReceiveMessageSize(5000))).Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compressed_requests_and_responses_arrive(string encoding)
    {
        await using var pair = Pair.Start(serverOptions: new GrpcServerOptions { ResponseCompression = encoding });
        var text = new string('x', 100_000);

        Assert.Equal(text, await pair.UnaryAsync(text, new CallOptions().WithCompression(encoding)));
    }

    [Fact]
    public async Task A_compressed_message_that_inflates_over_the_limit_is_RESOURCE_EXHAUSTED()
    {
        await using var pair = Pair.Start(serverOptions: new GrpcServerOptions { MaxReceiveMessageSize = 10_000 });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync(new string('x', 1_000_000), new CallOptions().WithCompression("gzip")));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }
}
