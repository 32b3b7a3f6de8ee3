using System.Globalization;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>What stands before a field's value on the wire: number and wire type as a varint.</summary>
internal readonly record struct WireTag(uint Value)
{
    public const int Varint = 0;
    public const int LengthDelimited = 2;
    public const int StartGroup = 3;
    public const int EndGroup = 4;

    public WireTag(int number, int wireType)
        : this(((uint)number << 3) | (uint)wireType)
    {
    }

    /// <summary>The tag that a field is written with.</summary>
    public static WireTag Of(FieldDescriptor field) => new(field.Number, field.IsPacked ? LengthDelimited : WireType(field.Type));

    /// <summary>How many bytes it takes.</summary>
    public int Length => Value switch { < 1u << 7 => 1, < 1u << 14 => 2, < 1u << 21 => 3, < 1u << 28 => 4, _ => 5 };

    /// <summary>The bytes as arguments of <c>WriteRawTag</c>.</summary>
    public string Bytes
    {
        get
        {
            var bytes = new List<string>(5);
            var rest = Value;
            for (; rest > 0x7F; rest >>= 7)
                bytes.Add(Text((rest & 0x7F) | 0x80));
            bytes.Add(Text(rest));
            return string.Join(", ", bytes);
        }
    }

    public override string ToString() => Text(Value);

    public static int WireType(FieldType type) => type switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => 1,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => 5,
        FieldType.String or FieldType.Bytes or FieldType.Message => LengthDelimited,
        FieldType.Group => StartGroup,
        _ => Varint,
    };

    private static string Text(uint value) => value.ToString(CultureInfo.InvariantCulture);
}
