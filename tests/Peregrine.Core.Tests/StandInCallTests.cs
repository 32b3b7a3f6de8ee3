namespace Peregrine.Core.Tests;

public class StandInCallTests
{
    [Fact]
    public async Task A_response_is_a_unary_call_that_has_ended_with_OK()
    {
        AsyncUnaryCall<string> call = "hello";

        Assert.Equal("hello", await call);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Empty(call.GetTrailers());
        Assert.Empty(await call.ResponseHeadersAsync);
    }

    [Fact]
    public async Task A_failed_task_is_a_unary_call_that_has_ended_with_its_status()
    {
        AsyncUnaryCall<string> call = Task.FromException<string>(new RpcException(new Status(StatusCode.NotFound, "gone"), new Metadata { { "key", "value" } }));

        await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(new Status(StatusCode.NotFound, "gone"), call.GetStatus());
        Assert.Equal("value", call.GetTrailers().GetValue("key"));
    }

    [Fact]
    public void A_call_that_has_not_ended_has_no_status()
    {
        AsyncUnaryCall<string> call = new TaskCompletionSource<string>().Task;

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
    }

    [Fact]
    public async Task Messages_are_a_server_streaming_call()
    {
        using var call = new AsyncServerStreamingCall<string>(["a", "b"]);

        Assert.Equal(["a", "b"], await call.ResponseStream.ToListAsync());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_sequence_that_fails_is_a_server_streaming_call_that_ends_with_its_status()
    {
        using var call = new AsyncServerStreamingCall<string>(Failing());

        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.ToListAsync());

        Assert.Equal(StatusCode.Aborted, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_function_of_the_requests_is_a_client_streaming_call()
    {
        using var call = new AsyncClientStreamingCall<string, string>(async requests => string.Join(' ', await requests.ToListAsync()));

        await call.RequestStream.WriteAllAsync(["a", "b"]);

        Assert.Equal("a b", await call);
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync("c"));
    }

    [Fact]
    public async Task A_function_of_the_requests_is_a_bidirectional_call()
    {
        using var call = new AsyncDuplexStreamingCall<string, string>(requests => requests.Select(request => request + "!"));

        await call.RequestStream.WriteAsync("a");
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("a!", call.ResponseStream.Current);
        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private static async IAsyncEnumerable<string> Failing()
    {
        yield return "a";
        await Task.Yield();
        throw new RpcException(new Status(StatusCode.Aborted, "no more"));
    }
}
