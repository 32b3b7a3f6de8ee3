using Peregrine.Server.Calls;
using Peregrine.Wire;

namespace Peregrine.Server.Routing;

/// <summary>One method that the server offers: what a request's path leads to.</summary>
internal abstract class ServerMethod(IMethod method)
{
    public IMethod Method { get; } = method;

    /// <summary>Makes the call object for a request.</summary>
    public abstract ServerCall CreateCall(CallHost host, in RequestHead head);
}

/// <summary>A unary method.</summary>
internal sealed class UnaryMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override ServerCall CreateCall(CallHost host, in RequestHead head) => new UnaryServerCall<TRequest, TResponse>(host, head, method, handler);
}

/// <summary>A server streaming method.</summary>
internal sealed class ServerStreamingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override ServerCall CreateCall(CallHost host, in RequestHead head) => new ServerStreamingServerCall<TRequest, TResponse>(host, head, method, handler);
}

/// <summary>A client streaming method.</summary>
internal sealed class ClientStreamingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override ServerCall CreateCall(CallHost host, in RequestHead head) => new ClientStreamingServerCall<TRequest, TResponse>(host, head, method, handler);
}

/// <summary>A bidirectional streaming method.</summary>
internal sealed class DuplexStreamingMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler) : ServerMethod(method)
    where TRequest : class
    where TResponse : class
{
    public override ServerCall CreateCall(CallHost host, in RequestHead head) => new DuplexServerCall<TRequest, TResponse>(host, head, method, handler);
}
