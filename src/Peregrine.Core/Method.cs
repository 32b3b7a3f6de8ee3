using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine;

/// <summary>A method of a service, with the marshallers of its messages. Made once per method and shared; immutable, safe for any number of threads.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server sends.</typeparam>
public class Method<TRequest, TResponse> : IMethod, IUntypedMethod
{
    private readonly Func<object>? _descriptor;
    private HeaderField? _path;

    /// <summary>Makes a method.</summary>
    public Method(MethodType type, string serviceName, string name, Marshaller<TRequest> requestMarshaller, Marshaller<TResponse> responseMarshaller)
        : this(type, serviceName, name, requestMarshaller, responseMarshaller, null)
    {
    }

    /// <summary>Makes a method that knows its schema. The descriptor is asked for when somebody wants it, because parsing one takes time at the start of a program.</summary>
    public Method(MethodType type, string serviceName, string name, Marshaller<TRequest> requestMarshaller, Marshaller<TResponse> responseMarshaller, Func<object>? descriptor)
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(requestMarshaller);
        ArgumentNullException.ThrowIfNull(responseMarshaller);
        Type = type;
        ServiceName = serviceName;
        Name = name;
        RequestMarshaller = requestMarshaller;
        ResponseMarshaller = responseMarshaller;
        FullName = $"/{serviceName}/{name}";
        _descriptor = descriptor;
    }

    /// <inheritdoc/>
    public MethodType Type { get; }

    /// <inheritdoc/>
    public string ServiceName { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>How requests become bytes and back.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; }

    /// <summary>How responses become bytes and back.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; }

    /// <inheritdoc/>
    public string FullName { get; }

    /// <inheritdoc/>
    public object? Descriptor => _descriptor?.Invoke();

    Marshaller<object> IUntypedMethod.Requests => new((request, context) => RequestMarshaller.ContextualSerializer((TRequest)request, context), static _ => throw new NotSupportedException());

    HeaderField IUntypedMethod.Path => PathField;

    /// <summary>
    /// The <c>:path</c> field, interned on first use so that a connection writes it as one index. A race makes two equal fields, which costs a few bytes once.
    /// </summary>
    internal HeaderField PathField => _path ??= HeaderField.Intern(":path"u8, Encoding.UTF8.GetBytes(FullName));

    /// <summary>The full name.</summary>
    public override string ToString() => FullName;
}

/// <summary>A method for those who know its request only as an object: for what happens rarely.</summary>
internal interface IUntypedMethod
{
    /// <summary>Serializes requests.</summary>
    Marshaller<object> Requests { get; }

    /// <summary>The <c>:path</c> field.</summary>
    HeaderField Path { get; }
}
