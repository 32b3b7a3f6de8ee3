using System.Collections.Concurrent;
using System.Text;

namespace Peregrine.Http2.Hpack;

/// <summary>
/// An immutable header field. The decoder gives out the same object each time its table entry is referred to, so <see cref="Meaning"/> remembers
/// what the layer above found out about it (which method a <c>:path</c> is, that a <c>content-type</c> was checked). Fields of the static table are
/// shared by all connections of the process.
/// The encoder recognises an interned field (<see cref="Intern"/>) without hashing or comparing bytes.
/// </summary>
public sealed class HeaderField
{
    /// <summary>What RFC 7541 section 4.1 adds to the length of each entry.</summary>
    internal const int Overhead = 32;

    private static readonly ConcurrentDictionary<(string Name, string Value), HeaderField> Interned = new();

    private readonly byte[] _bytes;
    private readonly int _nameLength;
    private FieldKind _kind;
    private StaticMatch _static;
    private uint _hash;

    /// <summary>Makes a field that is not interned.</summary>
    public HeaderField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool neverIndexed = false)
    {
        _bytes = new byte[name.Length + value.Length];
        _nameLength = name.Length;
        name.CopyTo(_bytes);
        value.CopyTo(_bytes.AsSpan(name.Length));
        NeverIndexed = neverIndexed || FieldSecrecy.IsSecret(name);
    }

    /// <summary>The name, lower-case ASCII.</summary>
    public ReadOnlySpan<byte> Name => _bytes.AsSpan(0, _nameLength);

    /// <summary>The value, as on the wire.</summary>
    public ReadOnlySpan<byte> Value => _bytes.AsSpan(_nameLength);

    /// <summary>Whether the field must never enter a dynamic table (RFC 7541 section 7.1.3); true for <c>authorization</c> and <c>cookie</c> without being asked.</summary>
    public bool NeverIndexed { get; }

    /// <summary>What the layer above remembers about this field; null at first. Racy writes of equal meanings are fine.</summary>
    public object? Meaning { get; set; }

    /// <summary>The size of the field in a table and against the list limit (RFC 7541 section 4.1).</summary>
    internal int Size => _bytes.Length + Overhead;

    internal FieldKind Kind => _kind != FieldKind.Unchecked ? _kind : _kind = FieldRules.Classify(Name, Value);

    internal uint Hash => _hash != 0 ? _hash : _hash = FieldHash.Of(Name, Value);

    /// <summary>Where the static table has the name, and whether it has the value.</summary>
    internal StaticMatch Static => _static.IsKnown ? _static : _static = StaticTable.Find(Name, Value);

    /// <summary>
    /// A field that this program sends often (a response head, a method path): encoders keep a slot for it and write one index after the first use.
    /// Interned fields live as long as the process: make them for constants, methods and channels, never per call.
    /// </summary>
    public static HeaderField Intern(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var key = (Encoding.Latin1.GetString(name), Encoding.Latin1.GetString(value));
        if (Interned.TryGetValue(key, out var known)) return known;
        var field = new HeaderField(name, value);
        _ = field.Hash;
        _ = field.Static;
        return Interned.GetOrAdd(key, field);
    }

    /// <inheritdoc/>
    public override string ToString() => NeverIndexed
        ? $"{Encoding.Latin1.GetString(Name)}: (secret)"
        : $"{Encoding.Latin1.GetString(Name)}: {Encoding.Latin1.GetString(Value)}";

    internal bool Matches(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        _nameLength == name.Length && _bytes.Length == name.Length + value.Length && Value.SequenceEqual(value) && Name.SequenceEqual(name);
}
