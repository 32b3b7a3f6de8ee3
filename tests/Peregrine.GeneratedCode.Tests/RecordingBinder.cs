namespace Peregrine.GeneratedCode.Tests;

/// <summary>Notes which methods are bound, and to what.</summary>
internal sealed class RecordingBinder : ServiceBinderBase
{
    public Dictionary<string, (MethodType Type, Delegate? Handler)> Methods { get; } = new(StringComparer.Ordinal);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => Note(method, handler);

    private void Note(IMethod method, Delegate? handler) => Methods.Add(method.FullName, (method.Type, handler));
}
