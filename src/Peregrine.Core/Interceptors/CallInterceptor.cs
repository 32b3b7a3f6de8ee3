namespace Peregrine.Interceptors;

/// <summary>
/// An interceptor with one shape for all four kinds of call: override <c>InvokeAsync</c> for the client, for the server, or both, and use it wherever an
/// <see cref="Interceptor"/> is taken. Shared by all calls: overrides must be safe to run concurrently.
/// <code>
/// public override async Task InvokeAsync(ClientCallContext call, Func&lt;Task&gt; next)
/// {
///     call.Headers.Add("authorization", await tokens.GetAsync());   // before the call
///     await next();                                                 // throws what the call ended with
///     Log(call.Method.FullName, call.Status);                       // after it
/// }
/// </code>
/// </summary>
public abstract class CallInterceptor : Interceptor
{
    /// <summary>
    /// Client: wraps one call. <paramref name="next"/> passes it on, once at most, and completes when the call has ended: with the response for a single response, at the
    /// end of the stream for many. It throws what the call ended with. The caller sees the end of the call when this method has completed; throwing fails the call
    /// (an exception other than <see cref="RpcException"/> becomes INTERNAL), and swallowing a failure does not undo it.
    /// The call's own object is there at once: writes wait until the call was passed on.
    /// </summary>
    public virtual Task InvokeAsync(ClientCallContext call, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next();
    }

    /// <summary>
    /// Server: wraps one call. <paramref name="next"/> passes it on, once at most, and completes or throws with the handler.
    /// Throwing ends the call with that exception's status; for a single response, swallowing a failure gives INTERNAL, because there is nothing to send.
    /// </summary>
    public virtual Task InvokeAsync(ServerCallContext context, Func<Task> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next();
    }

    /// <summary>Client: a request is about to be sent. Throwing fails the write.</summary>
    public virtual void OnSending(ClientCallContext call, object message)
    {
    }

    /// <summary>Client: a response has arrived. Throwing fails the read.</summary>
    public virtual void OnReceived(ClientCallContext call, object message)
    {
    }

    /// <summary>Server: a response is about to be sent. Throwing fails the write.</summary>
    public virtual void OnSending(ServerCallContext context, object message)
    {
    }

    /// <summary>Server: a request has arrived. Throwing fails the read.</summary>
    public virtual void OnReceived(ServerCallContext context, object message)
    {
    }

    /// <inheritdoc/>
    public sealed override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = new DeferredBlockingCall<TRequest, TResponse>(this, context, request, continuation);

        // An interceptor may await on a context that this thread would block.
        return SynchronizationContext.Current is null ? call.RunAsync().GetAwaiter().GetResult() : Task.Run(call.RunAsync).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public sealed override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = new DeferredUnaryCall<TRequest, TResponse>(this, context, request, continuation);
        call.Start();
        return new AsyncUnaryCall<TResponse>(call);
    }

    /// <inheritdoc/>
    public sealed override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = new DeferredServerStreamingCall<TRequest, TResponse>(this, context, request, continuation);
        call.Start();
        return new AsyncServerStreamingCall<TResponse>(call.Responses, call);
    }

    /// <inheritdoc/>
    public sealed override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = new DeferredClientStreamingCall<TRequest, TResponse>(this, context, continuation);
        call.Start();
        return new AsyncClientStreamingCall<TRequest, TResponse>(call.Requests, call);
    }

    /// <inheritdoc/>
    public sealed override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = new DeferredDuplexCall<TRequest, TResponse>(this, context, continuation);
        call.Start();
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(call.Requests, call.Responses, call);
    }

    /// <inheritdoc/>
    public sealed override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        var once = new Once(async () =>
        {
            OnReceived(context, request);
            response = await continuation(request, context).ConfigureAwait(false);
            OnSending(context, response);
        });
        await InvokeAsync(context, once.InvokeAsync).ConfigureAwait(false);
        return response ?? throw NoResponse();
    }

    /// <inheritdoc/>
    public sealed override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        var once = new Once(async () =>
        {
            response = await continuation(new ObservedRequests<TRequest>(requestStream, this, context), context).ConfigureAwait(false);
            OnSending(context, response);
        });
        await InvokeAsync(context, once.InvokeAsync).ConfigureAwait(false);
        return response ?? throw NoResponse();
    }

    /// <inheritdoc/>
    public sealed override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var once = new Once(() =>
        {
            OnReceived(context, request);
            return continuation(request, new ObservedResponses<TResponse>(responseStream, this, context), context);
        });
        await InvokeAsync(context, once.InvokeAsync).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public sealed override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var once = new Once(() => continuation(
            new ObservedRequests<TRequest>(requestStream, this, context), new ObservedResponses<TResponse>(responseStream, this, context), context));
        await InvokeAsync(context, once.InvokeAsync).ConfigureAwait(false);
    }

    private RpcException NoResponse() =>
        new(new Status(StatusCode.Internal, $"The interceptor {GetType().Name} ended the call without a response: it did not pass the call on, or swallowed its failure."));
}
