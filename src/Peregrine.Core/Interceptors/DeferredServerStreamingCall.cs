namespace Peregrine.Interceptors;

/// <summary>A call with many responses behind an interceptor.</summary>
internal sealed class DeferredServerStreamingCall<TRequest, TResponse> : DeferredCall<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly TRequest _request;
    private readonly Interceptor.AsyncServerStreamingCallContinuation<TRequest, TResponse> _continuation;

    public DeferredServerStreamingCall(
        CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context, TRequest request, Interceptor.AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        : base(interceptor, context)
    {
        _request = request;
        _continuation = continuation;
        Responses = new DeferredResponses<TResponse>(interceptor, Context, Dispose);
    }

    public DeferredResponses<TResponse> Responses { get; }

    protected override IClientCall StartInner(ClientInterceptorContext<TRequest, TResponse> context)
    {
        Interceptor.OnSending(Context, _request);
        var call = _continuation(_request, context);
        Responses.Start(call.ResponseStream);
        return call.Call;
    }

    protected override Task EndOfInner() => Responses.EndOfInner;

    protected override void Abandon(Exception reason) => Responses.Abandon(reason);

    protected override void Finish(Exception? error) => Responses.Finish(error);
}
