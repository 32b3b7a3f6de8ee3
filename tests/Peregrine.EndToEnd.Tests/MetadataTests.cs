namespace Peregrine.EndToEnd.Tests;

public class MetadataTests
{
    [Fact]
    public async Task Text_and_binary_metadata_arrive_in_both_directions()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, context) =>
            {
                var headers = new Metadata();
                foreach (var entry in context.RequestHeaders.Where(e => e.Key.StartsWith("my-", StringComparison.Ordinal))) headers.Add(entry);
                await context.WriteResponseHeadersAsync(headers);
                foreach (var entry in headers) context.ResponseTrailers.Add(entry);
                return request;
            },
        });

        var sent = new Metadata { { "my-text", "a value" }, { "my-bytes-bin", [0, 255, 7] }, { "my-text", "another" } };
        using var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, new CallOptions(sent), "x");
        var headers = await call.ResponseHeadersAsync;
        await call;

        foreach (var received in new[] { headers, call.GetTrailers() })
        {
            Assert.Equal(["a value", "another"], received.GetAll("my-text").Select(e => e.Value));
            Assert.Equal([0, 255, 7], received.GetValueBytes("my-bytes-bin"));
        }
    }

    [Fact]
    public async Task Response_headers_arrive_before_the_first_message()
    {
        var release = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "early", "yes" } });
                await release.Task;
                return request;
            },
        });

        using var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, default, "x");
        var headers = await call.ResponseHeadersAsync;
        Assert.False(call.ResponseAsync.IsCompleted);
        release.SetResult();
        await call;

        Assert.Equal("yes", headers.GetValue("early"));
    }

    [Fact]
    public async Task Response_headers_cannot_be_sent_twice()
    {
        await using var pair = Pair.Start(
            new Echo
            {
                OnUnary = async (_, context) =>
                {
                    await context.WriteResponseHeadersAsync([]);
                    await context.WriteResponseHeadersAsync([]);
                    return "never";
                },
            },
            new GrpcServerOptions { EnableDetailedErrors = true, LoggerFactory = new ListLogger() });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Contains("were sent already", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_sees_method_host_and_peer()
    {
        string? seen = null;
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                seen = $"{context.Method} {context.Host}";
                return Task.FromResult(request);
            },
        });

        await pair.UnaryAsync("x");

        Assert.Equal("/test.Echo/Unary in-memory", seen);
    }
}
