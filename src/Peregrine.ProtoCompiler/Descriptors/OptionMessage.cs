using System.Text;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>
/// Options after interpretation: the fields that were set, custom options included, ordered by number. A message inside an option is one of these again.
/// </summary>
public sealed class OptionMessage
{
    private readonly SortedDictionary<int, OptionField> _fields = [];
    private HashSet<int>? _replaced;

    internal OptionMessage(MessageDescriptor? type) => Type = type;

    /// <summary>Nothing set.</summary>
    public static OptionMessage Empty { get; } = new(null);

    /// <summary>The message type, such as <c>google.protobuf.FieldOptions</c>; null for <see cref="Empty"/>.</summary>
    public MessageDescriptor? Type { get; }

    /// <summary>The fields that are set, ordered by number.</summary>
    public IReadOnlyCollection<OptionField> Fields => _fields.Values;

    /// <summary>Whether nothing is set.</summary>
    public bool IsEmpty => _fields.Count == 0 && Unknown.Length == 0;

    /// <summary>Fields that a serialized descriptor has and no file declares, in the wire form.</summary>
    internal byte[] Unknown { get; set; } = [];

    /// <summary>The field of that number, or null if it is not set.</summary>
    public OptionField? Find(int number) => _fields.TryGetValue(number, out var field) ? field : null;

    /// <summary>The last value of a bool field, or null if it is not set.</summary>
    public bool? GetBool(int number) => Find(number)?.Last.Bits is { } bits ? bits != 0 : null;

    /// <summary>The last value of an integer or enum field, or null if it is not set.</summary>
    public long? GetInt64(int number) => Find(number)?.Last.Bits is { } bits ? (long)bits : null;

    /// <summary>The last value of a string field, or null if it is not set.</summary>
    public string? GetString(int number) => Find(number)?.Last.Bytes is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>The value of a message field, or null if it is not set.</summary>
    public OptionMessage? GetMessage(int number) => Find(number)?.Last.Message;

    /// <summary>The protobuf wire form.</summary>
    public byte[] ToByteArray()
    {
        var writer = new WireWriter();
        OptionWriter.Write(this, writer);
        return writer.ToArray();
    }

    internal OptionField GetOrAdd(FieldDescriptor field)
    {
        if (!_fields.TryGetValue(field.Number, out var existing))
            _fields.Add(field.Number, existing = new OptionField(field));
        return existing;
    }

    internal void Remove(int number) => _fields.Remove(number);

    /// <summary>Whether the field was set, also if another member of its oneof took its place since.</summary>
    internal bool WasSet(int number) => _fields.ContainsKey(number) || _replaced?.Contains(number) == true;

    /// <summary>Makes room for a member of a oneof: the others go.</summary>
    internal void Replace(OneofDescriptor oneof, FieldDescriptor member)
    {
        foreach (var other in oneof.Fields)
        {
            if (other != member && _fields.Remove(other.Number))
                (_replaced ??= []).Add(other.Number);
        }
    }
}

/// <summary>One field of an <see cref="OptionMessage"/>.</summary>
public sealed class OptionField
{
    private readonly List<OptionValue> _values = [];

    internal OptionField(FieldDescriptor field) => Field = field;

    /// <summary>The field: of a message of <c>descriptor.proto</c>, of a message that a custom option uses, or an extension.</summary>
    public FieldDescriptor Field { get; }

    /// <summary>Its values, at least one; more than one only if the field is repeated.</summary>
    public IReadOnlyList<OptionValue> Values => _values;

    /// <summary>The last value.</summary>
    public OptionValue Last => _values[_values.Count - 1];

    internal void Add(OptionValue value) => _values.Add(value);
}

/// <summary>One value. Which member holds it follows from the type of the field.</summary>
public readonly struct OptionValue
{
    internal OptionValue(ulong bits) => Bits = bits;

    internal OptionValue(byte[] bytes) => Bytes = bytes;

    internal OptionValue(OptionMessage message) => Message = message;

    /// <summary>Numbers, bools and enums: integers sign-extended to 64 bits; float and double as their IEEE bits.</summary>
    public ulong Bits { get; }

    /// <summary>The content of <c>bytes</c>, or of <c>string</c> in UTF-8.</summary>
    public byte[]? Bytes { get; }

    /// <summary>A message or group.</summary>
    public OptionMessage? Message { get; }
}
