namespace Peregrine;

/// <summary>
/// Receives the methods of a service with their types, so that a server needs no reflection. The base class refuses every kind; override the four methods.
/// A handler is null when the service is only described (a generated <c>BindService(binder, null)</c>).
/// </summary>
public abstract class ServiceBinderBase
{
    /// <summary>Receives a unary method.</summary>
    public virtual void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotBound(method);

    /// <summary>Receives a method with many requests and one response.</summary>
    public virtual void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotBound(method);

    /// <summary>Receives a method with one request and many responses.</summary>
    public virtual void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotBound(method);

    /// <summary>Receives a method with many requests and many responses.</summary>
    public virtual void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw NotBound(method);

    private static NotSupportedException NotBound(IMethod method) => new($"This service binder does not take {method.Type} methods, as {method.FullName}.");
}
