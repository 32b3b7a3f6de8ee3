using System.Runtime.ExceptionServices;

namespace Peregrine.Interceptors;

/// <summary>A blocking unary call behind an interceptor.</summary>
internal sealed class DeferredBlockingCall<TRequest, TResponse>(
    CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context, TRequest request, Interceptor.BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Metadata> _headers = new();

    public async Task<TResponse> RunAsync()
    {
        TResponse? response = null;
        Exception? failure = null;
        var call = new ClientCallContext(context.Method, context.Host, context.Options, _headers.Task);
        var once = new Once(() =>
        {
            try
            {
                call.Start();
                interceptor.OnSending(call, request);
                response = continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, call.Host, call.Options));
                interceptor.OnReceived(call, response);
                call.End(Status.DefaultSuccess, Metadata.Empty);
                _headers.TrySetResult(Metadata.Empty); // a blocking call does not tell them
                return Task.CompletedTask;
            }
            catch (Exception error)
            {
                failure = error;
                if (error is RpcException rpc) call.End(rpc.Status, rpc.Trailers);
                else call.End(new Status(StatusCode.Internal, error.Message, error), Metadata.Empty);
                _headers.TrySetCanceled();
                throw;
            }
        });
        try
        {
            await interceptor.InvokeAsync(call, once.InvokeAsync).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (RpcException or OperationCanceledException) && !ReferenceEquals(error, failure))
        {
            throw new RpcException(new Status(StatusCode.Internal, $"The interceptor {interceptor.GetType().Name} failed: {error.GetType().Name}: {error.Message}", error));
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        return response ?? throw new RpcException(new Status(StatusCode.Internal, $"The interceptor {interceptor.GetType().Name} did not pass the call on and did not say why."));
    }
}
