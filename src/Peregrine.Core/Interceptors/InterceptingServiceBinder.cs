namespace Peregrine.Interceptors;

/// <summary>Puts an interceptor before each handler that is bound, once, so that a call only follows delegates.</summary>
internal sealed class InterceptingServiceBinder(ServiceBinderBase inner, Interceptor interceptor) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler is null ? handler : (request, context) => interceptor.UnaryServerHandler(request, context, handler));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler is null ? handler : (requests, context) => interceptor.ClientStreamingServerHandler(requests, context, handler));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler is null ? handler : (request, responses, context) => interceptor.ServerStreamingServerHandler(request, responses, context, handler));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        inner.AddMethod(method, handler is null ? handler : (requests, responses, context) => interceptor.DuplexStreamingServerHandler(requests, responses, context, handler));
}
