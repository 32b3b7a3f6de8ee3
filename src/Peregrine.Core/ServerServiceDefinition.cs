namespace Peregrine;

/// <summary>The methods of a service with their handlers. Immutable.</summary>
public class ServerServiceDefinition
{
    private readonly Action<ServiceBinderBase>[] _methods;

    private ServerServiceDefinition(Action<ServiceBinderBase>[] methods) => _methods = methods;

    /// <summary>Makes a builder.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Gives all methods to a binder, with their types, in the order in which they were added.</summary>
    public void BindService(ServiceBinderBase serviceBinder)
    {
        ArgumentNullException.ThrowIfNull(serviceBinder);
        foreach (var method in _methods) method(serviceBinder);
    }

    /// <summary>Collects methods and handlers. Not safe for several threads.</summary>
    public class Builder
    {
        private readonly List<Action<ServiceBinderBase>> _methods = [];
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        /// <summary>Adds a unary method.</summary>
        /// <exception cref="ArgumentException">A method of this name was added before.</exception>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, handler, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method with many requests and one response.</summary>
        /// <exception cref="ArgumentException">A method of this name was added before.</exception>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, handler, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method with one request and many responses.</summary>
        /// <exception cref="ArgumentException">A method of this name was added before.</exception>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, handler, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a method with many requests and many responses.</summary>
        /// <exception cref="ArgumentException">A method of this name was added before.</exception>
        public Builder AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, handler, binder => binder.AddMethod(method, handler));

        /// <summary>The definition with all methods added so far.</summary>
        public ServerServiceDefinition Build() => new([.. _methods]);

        private Builder Add(IMethod method, Delegate handler, Action<ServiceBinderBase> replay)
        {
            ArgumentNullException.ThrowIfNull(method);
            ArgumentNullException.ThrowIfNull(handler);
            if (!_names.Add(method.FullName)) throw new ArgumentException($"The service has two methods {method.FullName}.", nameof(method));
            _methods.Add(replay);
            return this;
        }
    }
}
