namespace Peregrine.Http2.Hpack;

/// <summary>
/// An immutable header field. The decoder gives out the same object each time its table entry is referred to, so <see cref="Meaning"/> remembers
/// what the layer above found out about it (which method a <c>:path</c> is, that a <c>content-type</c> was checked).
/// The encoder recognises an interned field (<see cref="Intern"/>) without hashing or comparing bytes.
/// </summary>
public sealed class HeaderField
{
    /// <summary>Makes a field that is not interned.</summary>
    public HeaderField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool neverIndexed = false) => throw new NotImplementedException();

    /// <summary>The name, lower-case ASCII.</summary>
    public ReadOnlySpan<byte> Name => throw new NotImplementedException();

    /// <summary>The value, as on the wire.</summary>
    public ReadOnlySpan<byte> Value => throw new NotImplementedException();

    /// <summary>Whether the field must never enter a dynamic table (RFC 7541 section 7.1.3).</summary>
    public bool NeverIndexed => throw new NotImplementedException();

    /// <summary>What the layer above remembers about this field; null at first. Racy writes of equal meanings are fine.</summary>
    public object? Meaning { get; set; }

    /// <summary>
    /// A field that this program sends often (a response head, a method path): encoders keep a slot for it and write one index after the first use.
    /// Interned fields live as long as the process: make them for constants, methods and channels, never per call.
    /// </summary>
    public static HeaderField Intern(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) => throw new NotImplementedException();
}
