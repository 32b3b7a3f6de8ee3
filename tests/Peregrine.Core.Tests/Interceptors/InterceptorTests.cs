using Peregrine.Interceptors;

namespace Peregrine.Core.Tests.Interceptors;

public class InterceptorTests
{
    [Fact]
    public async Task A_familiar_interceptor_changes_the_call_and_sees_its_end()
    {
        var inner = new FakeInvoker();
        Assert.Equal("echo A", await inner.Intercept(new Upper()).AsyncUnaryCall(FakeInvoker.Method, null, default, "a"));
        Assert.Equal("upper", inner.Host);
    }

    [Fact]
    public async Task Kinds_that_an_interceptor_does_not_override_pass_unchanged()
    {
        var invoker = new FakeInvoker().Intercept(new Upper());
        Assert.Equal("echo a", invoker.BlockingUnaryCall(FakeInvoker.Method, null, default, "a"));
        using var call = invoker.AsyncServerStreamingCall(FakeInvoker.Method, null, default, "a");
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.Equal("a 1", call.ResponseStream.Current);
    }

    [Fact]
    public async Task A_function_over_headers_is_an_interceptor()
    {
        var inner = new FakeInvoker();
        var invoker = inner.Intercept(headers =>
        {
            headers.Add("x", "1");
            return headers;
        });
        await invoker.AsyncUnaryCall(FakeInvoker.Method, null, default, "a");
        Assert.Equal("1", inner.Options.Headers!.GetValue("x"));
    }

    [Fact]
    public async Task A_channel_can_be_intercepted()
    {
        var inner = new FakeInvoker();
        Assert.Equal("echo A", await new FakeChannel(inner).Intercept(new Upper()).AsyncUnaryCall(FakeInvoker.Method, null, default, "a"));
    }

    [Fact]
    public async Task A_client_with_a_host_names_it_in_each_call()
    {
        var inner = new FakeInvoker();
        var client = new EchoClient(new FakeChannel(inner)).WithHost("other");
        await client.EchoAsync("a");
        Assert.Equal("other", inner.Host);
    }

    [Fact]
    public void A_client_for_mocks_cannot_call() => Assert.Throws<InvalidOperationException>(() => new EchoClient().EchoAsync("a"));

    private sealed class Upper : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation((TRequest)(object)$"{request}".ToUpperInvariant(), new ClientInterceptorContext<TRequest, TResponse>(context.Method, "upper", context.Options));
    }

    private sealed class FakeChannel(CallInvoker invoker) : ChannelBase("fake")
    {
        public override CallInvoker CreateCallInvoker() => invoker;
    }

    // The shape of a generated client.
    private sealed class EchoClient : ClientBase<EchoClient>
    {
        public EchoClient(ChannelBase channel) : base(channel)
        {
        }

        public EchoClient()
        {
        }

        private EchoClient(ClientBaseConfiguration configuration) : base(configuration)
        {
        }

        public AsyncUnaryCall<string> EchoAsync(string request) => CallInvoker.AsyncUnaryCall(FakeInvoker.Method, null, default, request);

        protected override EchoClient NewInstance(ClientBaseConfiguration configuration) => new(configuration);
    }
}
