namespace Peregrine.Interceptors;

/// <summary>A call with many requests and many responses behind an interceptor.</summary>
internal sealed class DeferredDuplexCall<TRequest, TResponse> : DeferredCall<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly Interceptor.AsyncDuplexStreamingCallContinuation<TRequest, TResponse> _continuation;

    public DeferredDuplexCall(
        CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context, Interceptor.AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        : base(interceptor, context)
    {
        _continuation = continuation;
        Requests = new DeferredRequests<TRequest>(interceptor, Context, AsCallerSees);
        Responses = new DeferredResponses<TResponse>(interceptor, Context, Dispose);
    }

    public DeferredRequests<TRequest> Requests { get; }

    public DeferredResponses<TResponse> Responses { get; }

    protected override IClientCall StartInner(ClientInterceptorContext<TRequest, TResponse> context)
    {
        var call = _continuation(context);
        Responses.Start(call.ResponseStream);
        Requests.Start(call.RequestStream);
        return call.Call;
    }

    protected override Task EndOfInner() => Responses.EndOfInner;

    protected override void Abandon(Exception reason) => Responses.Abandon(reason);

    protected override void Finish(Exception? error)
    {
        Requests.Finish(error);
        Responses.Finish(error);
    }
}
