using System.Text;

namespace Peregrine;

/// <summary>One thing that is known about an authenticated peer, as a name of its certificate. Immutable.</summary>
public class AuthProperty
{
    private readonly byte[] _valueBytes;
    private string? _value;

    private AuthProperty(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        Name = name;
        _valueBytes = valueBytes;
    }

    /// <summary>The name of the property.</summary>
    public string Name { get; }

    /// <summary>The value as UTF-8 text.</summary>
    public string Value => _value ??= Encoding.UTF8.GetString(_valueBytes);

    /// <summary>A copy of the value.</summary>
    public byte[] ValueBytes => _valueBytes.AsSpan().ToArray();

    /// <summary>Makes a property; the bytes are copied.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, valueBytes.AsSpan().ToArray());
    }
}
