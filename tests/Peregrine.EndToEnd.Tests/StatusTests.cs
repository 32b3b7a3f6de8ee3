namespace Peregrine.EndToEnd.Tests;

public class StatusTests
{
    [Fact]
    public async Task The_status_and_trailers_of_a_thrown_RpcException_arrive()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "no such thing ☺ 😈\r\n"), new Metadata { { "reason", "lost" }, { "raw-bin", [1, 2, 3] } }),
        });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Equal("no such thing ☺ 😈\r\n", error.Status.Detail);
        Assert.Equal("lost", error.Trailers.GetValue("reason"));
        Assert.Equal([1, 2, 3], error.Trailers.GetValueBytes("raw-bin"));
    }

    [Fact]
    public async Task A_status_set_on_the_context_ends_a_unary_call_without_its_response()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                context.Status = new Status(StatusCode.FailedPrecondition, "not yet");
                return Task.FromResult(request);
            },
        });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
    }

    [Fact]
    public async Task An_exception_of_a_handler_is_UNKNOWN_and_its_text_is_not_sent()
    {
        var log = new ListLogger();
        await using var pair = Pair.Start(
            new Echo { OnUnary = (_, _) => throw new InvalidOperationException("the secret") },
            new GrpcServerOptions { LoggerFactory = log });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Equal(StatusCode.Unknown, error.StatusCode);
        Assert.DoesNotContain("the secret", error.Status.Detail, StringComparison.Ordinal);
        var id = error.Status.Detail.Split("error id ")[1].TrimEnd('.');
        Assert.Contains(log.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("the secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Detailed_errors_send_type_and_text_of_the_exception()
    {
        await using var pair = Pair.Start(
            new Echo { OnUnary = (_, _) => throw new InvalidOperationException("the cause") },
            new GrpcServerOptions { EnableDetailedErrors = true, LoggerFactory = new ListLogger() });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Contains("InvalidOperationException: the cause", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_method_is_UNIMPLEMENTED_with_its_name()
    {
        await using var pair = Pair.Start();
        var missing = new Method<string, string>(MethodType.Unary, "test.Echo", "Missing", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await pair.Invoker.AsyncUnaryCall(missing, null, default, "x"));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Contains("'Missing'", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_service_is_UNIMPLEMENTED_with_its_name()
    {
        await using var pair = Pair.Start();
        var missing = new Method<string, string>(MethodType.Unary, "test.Nowhere", "M", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await pair.Invoker.AsyncUnaryCall(missing, null, default, "x"));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Contains("'test.Nowhere'", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_returns_null_is_told_to_the_log()
    {
        var log = new ListLogger();
        await using var pair = Pair.Start(new Echo { OnUnary = (_, _) => Task.FromResult<string>(null!) }, new GrpcServerOptions { LoggerFactory = log });

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x"));

        Assert.Equal(StatusCode.Unknown, error.StatusCode);
        Assert.Contains(log.Lines, line => line.Contains("returned null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_before_an_error_status_are_delivered()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnServerStreaming = async (_, responses, _) =>
            {
                await responses.WriteAsync("first");
                throw new RpcException(new Status(StatusCode.Aborted, "enough"));
            },
        });

        using var call = pair.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "x");
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("first", call.ResponseStream.Current);
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());

        Assert.Equal(StatusCode.Aborted, error.StatusCode);
    }
}
