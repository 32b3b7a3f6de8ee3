namespace Peregrine.Interceptors;

/// <summary>Collects what is bound into a new definition.</summary>
internal sealed class DefinitionBuilderBinder : ServiceBinderBase
{
    private readonly ServerServiceDefinition.Builder _builder = ServerServiceDefinition.CreateBuilder();

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, handler!); // the builder refuses null, here and below

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, handler!);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, handler!);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, handler!);

    public ServerServiceDefinition Build() => _builder.Build();
}
