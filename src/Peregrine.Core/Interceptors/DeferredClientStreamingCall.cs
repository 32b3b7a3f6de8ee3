namespace Peregrine.Interceptors;

/// <summary>A call with many requests and one response behind an interceptor.</summary>
internal sealed class DeferredClientStreamingCall<TRequest, TResponse> : DeferredCall<TRequest, TResponse>, IClientCall<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<TResponse> _response = new();
    private readonly Interceptor.AsyncClientStreamingCallContinuation<TRequest, TResponse> _continuation;
    private Task<TResponse>? _inner;

    public DeferredClientStreamingCall(
        CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context, Interceptor.AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        : base(interceptor, context)
    {
        _continuation = continuation;
        Requests = new DeferredRequests<TRequest>(interceptor, Context, AsCallerSees);
    }

    public DeferredRequests<TRequest> Requests { get; }

    public Task<TResponse> ResponseAsync => _response.Task;

    protected override IClientCall StartInner(ClientInterceptorContext<TRequest, TResponse> context)
    {
        var call = _continuation(context);
        _inner = call.ResponseAsync;
        Requests.Start(call.RequestStream);
        return call.Call;
    }

    protected override async Task EndOfInner() => Interceptor.OnReceived(Context, await _inner!.ConfigureAwait(false)); // set by StartInner

    protected override void Finish(Exception? error)
    {
        Requests.Finish(error);
        if (error is null) _response.TrySetResult(_inner!.Result); // it succeeded
        else Fail(_response, error);
    }
}
