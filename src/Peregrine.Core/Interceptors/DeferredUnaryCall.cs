namespace Peregrine.Interceptors;

/// <summary>A unary call behind an interceptor.</summary>
internal sealed class DeferredUnaryCall<TRequest, TResponse>(
    CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context, TRequest request, Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    : DeferredCall<TRequest, TResponse>(interceptor, context), IClientCall<TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<TResponse> _response = new();
    private Task<TResponse>? _inner;

    public Task<TResponse> ResponseAsync => _response.Task;

    protected override IClientCall StartInner(ClientInterceptorContext<TRequest, TResponse> context)
    {
        Interceptor.OnSending(Context, request);
        var call = continuation(request, context);
        _inner = call.ResponseAsync;
        return call.Call;
    }

    protected override async Task EndOfInner() => Interceptor.OnReceived(Context, await _inner!.ConfigureAwait(false)); // set by StartInner

    protected override void Finish(Exception? error)
    {
        if (error is null) _response.TrySetResult(_inner!.Result); // it succeeded
        else Fail(_response, error);
    }
}
