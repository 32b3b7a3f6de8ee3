namespace Peregrine.Server.Routing;

/// <summary>Collects the methods of services, with their handler delegates typed, so that nothing is reflected upon.</summary>
internal sealed class RouterBuilder : ServiceBinderBase
{
    private readonly Dictionary<string, ServerMethod> _methods = new(StringComparer.Ordinal);

    public Router Build() => new(_methods.Values);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        Add(new UnaryMethod<TRequest, TResponse>(method, Required(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(new ServerStreamingMethod<TRequest, TResponse>(method, Required(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(new ClientStreamingMethod<TRequest, TResponse>(method, Required(method, handler)));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(new DuplexStreamingMethod<TRequest, TResponse>(method, Required(method, handler)));

    private static T Required<T>(IMethod method, T? handler)
        where T : Delegate =>
        handler ?? throw new ArgumentException($"Method {method.FullName} was bound without a handler: bind a service instance, not null.", nameof(handler));

    private void Add(ServerMethod method)
    {
        if (!_methods.TryAdd(method.Method.FullName, method))
        {
            throw new InvalidOperationException($"Two services of this server offer {method.Method.FullName}. Add each service once.");
        }
    }
}
