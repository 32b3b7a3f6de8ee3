using Peregrine;

namespace MessageCode.Contestants;

/// <summary>Collects the marshallers that generated stubs use: they bind their methods to this.</summary>
internal sealed class StubMarshallers : ServiceBinderBase
{
    private readonly Dictionary<Type, object> _byType = [];

    public StubMarshallers(CompiledCode code)
    {
        foreach (var type in code.Assembly.GetTypes())
        {
            var bind = type.GetMethods().FirstOrDefault(static method => method.Name == "BindService" && method.GetParameters().Length == 2);
            bind?.Invoke(null, [this, null]);
        }
    }

    /// <summary>The marshaller of a message class; null if no stub has one.</summary>
    public object? Of(Type message) => _byType.GetValueOrDefault(message);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _byType[typeof(TRequest)] = method.RequestMarshaller;
}
