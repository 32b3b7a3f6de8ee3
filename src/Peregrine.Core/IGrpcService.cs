namespace Peregrine;

/// <summary>An object that serves calls. Generated service base classes implement it, so that a server takes a service instance without reflection.</summary>
public interface IGrpcService
{
    /// <summary>Gives all methods with their handlers to a binder.</summary>
    void Bind(ServiceBinderBase binder);
}
