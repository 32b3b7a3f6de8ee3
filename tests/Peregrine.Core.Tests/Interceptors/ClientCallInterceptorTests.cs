using Peregrine.Interceptors;

namespace Peregrine.Core.Tests.Interceptors;

public class ClientCallInterceptorTests
{
    private readonly List<string> _log = [];

    private static Method<string, string> Method => FakeInvoker.Method;

    [Fact]
    public async Task A_unary_call_passes_through_with_its_messages_status_and_trailers()
    {
        var inner = new FakeInvoker();
        using var call = inner.Intercept(new Recorder(_log)).AsyncUnaryCall(Method, null, default, "a");
        Assert.Equal("echo a", await call);
        Assert.Equal("1", (await call.ResponseHeadersAsync).GetValue("h"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal("1", call.GetTrailers().GetValue("t"));
        Assert.Equal(["i before", "i > a", "i < echo a", "i after OK 1"], _log);
    }

    [Fact]
    public void A_blocking_call_passes_through()
    {
        Assert.Equal("echo a", new FakeInvoker().Intercept(new Recorder(_log)).BlockingUnaryCall(Method, null, default, "a"));
        Assert.Equal(["i before", "i > a", "i < echo a", "i after OK "], _log);
    }

    [Fact]
    public async Task A_server_streaming_call_passes_through()
    {
        using var call = new FakeInvoker().Intercept(new Recorder(_log)).AsyncServerStreamingCall(Method, null, default, "a");
        Assert.Equal(["a 1", "a 2"], await Read(call.ResponseStream));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal(["i before", "i > a", "i < a 1", "i < a 2", "i after OK 1"], _log);
    }

    [Fact]
    public async Task A_client_streaming_call_passes_through()
    {
        using var call = new FakeInvoker().Intercept(new Recorder(_log)).AsyncClientStreamingCall(Method, null, default);
        await call.RequestStream.WriteAsync("a", TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync("b", TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        Assert.Equal("a+b", await call);
        Assert.Equal(["i before", "i > a", "i > b", "i < a+b", "i after OK 1"], _log);
    }

    [Fact]
    public async Task A_duplex_call_passes_through()
    {
        using var call = new FakeInvoker().Intercept(new Recorder(_log)).AsyncDuplexStreamingCall(Method, null, default);
        await call.RequestStream.WriteAsync("a", TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        Assert.Equal(["a"], await Read(call.ResponseStream));
        Assert.Equal("1", call.GetTrailers().GetValue("t"));
        Assert.Equal(["i before", "i > a", "i < a", "i after OK 1"], _log);
    }

    [Fact]
    public async Task The_interceptor_may_await_before_the_call_starts_and_writes_wait_in_order()
    {
        var inner = new FakeInvoker();
        var token = new TaskCompletionSource<string>();
        var interceptor = new Recorder(_log) { Before = async call => call.Headers.Add("authorization", await token.Task) };
        using var call = inner.Intercept(interceptor).AsyncClientStreamingCall(Method, null, default);
        Task[] writes = [.. Enumerable.Range(0, 20).Select(i => call.RequestStream.WriteAsync($"{i}", TestContext.Current.CancellationToken)), call.RequestStream.CompleteAsync()];
        Assert.Equal(0, inner.Calls);
        Assert.All(writes, write => Assert.False(write.IsCompleted));
        token.SetResult("secret");
        await Task.WhenAll(writes);
        Assert.Equal(string.Join('+', Enumerable.Range(0, 20)), await call);
        Assert.Equal("secret", inner.Options.Headers!.GetValue("authorization"));
    }

    [Fact]
    public async Task Host_options_and_headers_can_be_changed_and_the_callers_headers_stay_as_they_are()
    {
        var inner = new FakeInvoker();
        var headers = new Metadata { { "a", "1" } };
        var interceptor = new Recorder(_log)
        {
            Before = call =>
            {
                call.Host = "other";
                call.Options = call.Options.WithCompression("gzip");
                call.Headers.Add("b", "2");
                return Task.CompletedTask;
            },
        };
        await inner.Intercept(interceptor).AsyncUnaryCall(Method, null, new CallOptions(headers), "a");
        Assert.Equal("other", inner.Host);
        Assert.Equal("gzip", inner.Options.Compression);
        Assert.Equal(["a", "b"], inner.Options.Headers!.Select(entry => entry.Key));
        Assert.Single(headers);
    }

    [Fact]
    public async Task Changing_the_call_after_its_start_is_refused()
    {
        var interceptor = new Recorder(_log) { After = call => Task.FromResult(call.Host = "late") };
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new FakeInvoker().Intercept(interceptor).AsyncUnaryCall(Method, null, default, "a"));
        Assert.IsType<InvalidOperationException>(error.Status.DebugException);
    }

    [Fact]
    public async Task Interceptors_are_nested_in_the_order_given_and_share_a_state()
    {
        object? found = null;
        var outer = new Recorder(_log, "1") { Before = call => Task.FromResult(call.State["key"] = "value") };
        var inner = new Recorder(_log, "2") { Before = call => Task.FromResult(found = call.State["key"]) };
        await new FakeInvoker().Intercept(outer, inner).AsyncUnaryCall(Method, null, default, "a");
        Assert.Equal("value", found);
        Assert.Equal(["1 before", "1 > a", "2 before", "2 > a", "2 < echo a", "2 after OK 1", "1 < echo a", "1 after OK 1"], _log);
    }

    [Fact]
    public async Task A_failed_call_is_thrown_by_next_and_reaches_the_caller_unchanged()
    {
        var status = new Status(StatusCode.NotFound, "gone");
        using var call = new FakeInvoker { Status = status }.Intercept(new Recorder(_log)).AsyncUnaryCall(Method, null, default, "a");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(status, error.Status);
        Assert.Equal(status, call.GetStatus());
        Assert.Equal("1", call.GetTrailers().GetValue("t"));
        Assert.Contains("i after NotFound 1", _log);
    }

    [Fact]
    public async Task A_failed_stream_is_thrown_by_MoveNext_after_the_interceptor_has_returned()
    {
        using var call = new FakeInvoker { Status = new Status(StatusCode.Aborted, "") }.Intercept(new Recorder(_log)).AsyncServerStreamingCall(Method, null, default, "a");
        var error = await Assert.ThrowsAsync<RpcException>(() => Read(call.ResponseStream));
        Assert.Equal(StatusCode.Aborted, error.StatusCode);
        Assert.Equal("i after Aborted 1", _log[^1]);
    }

    [Fact]
    public async Task Swallowing_a_failure_does_not_undo_it()
    {
        var invoker = new FakeInvoker { Status = new Status(StatusCode.NotFound, "") }.Intercept(new Swallowing());
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await invoker.AsyncUnaryCall(Method, null, default, "a"))).StatusCode);
        Assert.Equal(StatusCode.NotFound, Assert.Throws<RpcException>(() => invoker.BlockingUnaryCall(Method, null, default, "a")).StatusCode);
    }

    [Fact]
    public async Task Another_exception_in_place_of_the_failure_reaches_the_caller()
    {
        var interceptor = new Recorder(_log) { After = _ => throw new RpcException(new Status(StatusCode.DataLoss, "bad checksum")) };
        using var call = new FakeInvoker().Intercept(interceptor).AsyncUnaryCall(Method, null, default, "a");
        Assert.Equal(StatusCode.DataLoss, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        Assert.Equal(StatusCode.DataLoss, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task An_exception_before_the_start_fails_the_call_and_everything_that_waits_for_it()
    {
        var inner = new FakeInvoker();
        using var call = inner.Intercept(new Throwing()).AsyncDuplexStreamingCall(Method, null, default);
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains(nameof(Throwing), error.Status.Detail, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync("a", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseHeadersAsync);
        Assert.Equal(StatusCode.Internal, call.GetStatus().StatusCode);
        Assert.Equal(0, inner.Calls);
    }

    [Fact]
    public void A_synchronous_exception_fails_a_blocking_call_with_a_status() =>
        Assert.Equal(StatusCode.Internal, Assert.Throws<RpcException>(() => new FakeInvoker().Intercept(new Throwing()).BlockingUnaryCall(Method, null, default, "a")).StatusCode);

    [Fact]
    public async Task An_interceptor_that_does_not_pass_the_call_on_is_named_in_the_status()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new FakeInvoker().Intercept(new Silent()).AsyncUnaryCall(Method, null, default, "a"));
        Assert.Contains(nameof(Silent), error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passing_a_call_on_twice_is_refused()
    {
        var inner = new FakeInvoker();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await inner.Intercept(new Twice()).AsyncUnaryCall(Method, null, default, "a"));
        Assert.IsType<InvalidOperationException>(error.Status.DebugException);
        Assert.Equal(1, inner.Calls);
    }

    [Fact]
    public async Task The_end_of_the_call_waits_for_an_interceptor_that_still_works()
    {
        var release = new TaskCompletionSource();
        using var call = new FakeInvoker().Intercept(new Recorder(_log) { After = _ => release.Task }).AsyncUnaryCall(Method, null, default, "a");
        Assert.False(call.ResponseAsync.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        release.SetResult();
        Assert.Equal("echo a", await call);
    }

    [Fact]
    public async Task The_callers_token_cancels_the_call_and_comes_back_in_the_exception()
    {
        using var cancel = new CancellationTokenSource();
        using var call = new FakeInvoker { Gate = new() }.Intercept(new Recorder(_log)).AsyncUnaryCall(Method, null, new CallOptions(cancellationToken: cancel.Token), "a");
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Dispose_cancels_an_interceptor_that_waits_before_the_start()
    {
        var inner = new FakeInvoker();
        var call = inner.Intercept(new Recorder(_log) { Before = context => Task.Delay(Timeout.Infinite, context.Options.CancellationToken) }).AsyncUnaryCall(Method, null, default, "a");
        call.Dispose();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        Assert.Equal(0, inner.Calls);
    }

    [Fact]
    public async Task Dispose_of_a_stream_that_runs_disposes_the_inner_call_and_ends_the_interceptor()
    {
        var inner = new FakeInvoker { Gate = new() };
        var call = inner.Intercept(new Recorder(_log)).AsyncServerStreamingCall(Method, null, default, "a");
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        call.Dispose();
        Assert.True(inner.IsDisposed);
        await Assert.ThrowsAsync<RpcException>(() => Read(call.ResponseStream));
        Assert.Contains(_log, line => line.StartsWith("i after Cancelled", StringComparison.Ordinal));
    }

    private static async Task<List<string>> Read(IAsyncStreamReader<string> stream)
    {
        var messages = new List<string>();
        await foreach (var message in stream.ReadAllAsync()) messages.Add(message);
        return messages;
    }

    private sealed class Throwing : CallInterceptor
    {
        public override Task InvokeAsync(ClientCallContext call, Func<Task> next) => throw new FormatException("bad");
    }

    private sealed class Silent : CallInterceptor
    {
        public override Task InvokeAsync(ClientCallContext call, Func<Task> next) => Task.CompletedTask;
    }

    private sealed class Twice : CallInterceptor
    {
        public override async Task InvokeAsync(ClientCallContext call, Func<Task> next)
        {
            await next();
            await next();
        }
    }

    private sealed class Swallowing : CallInterceptor
    {
        public override async Task InvokeAsync(ClientCallContext call, Func<Task> next)
        {
            try
            {
                await next();
            }
            catch (RpcException)
            {
                return;
            }
        }
    }
}
