using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A value that is not a message, in C#: its type and the expressions that read, write, measure and compare it.</summary>
/// <param name="Name">The C# type.</param>
/// <param name="Method">The suffix of the runtime's methods: <c>ReadInt32</c>, <c>WriteInt32</c>, <c>ComputeInt32Size</c>, <c>FieldCodec.ForInt32</c>.</param>
/// <param name="FixedSize">The size on the wire, or 0 if it depends on the value.</param>
/// <param name="Type">The protobuf type.</param>
internal sealed record ScalarType(string Name, string Method, int FixedSize, FieldType Type)
{
    public const string ByteString = "global::Google.Protobuf.ByteString";
    private const string Comparers = "global::Google.Protobuf.Collections.ProtobufEqualityComparers.Bitwise";

    /// <summary>Whether null is a value of the C# type.</summary>
    public bool IsReference => Type is FieldType.String or FieldType.Bytes;

    private bool IsFloating => Type is FieldType.Float or FieldType.Double;

    private bool IsEnum => Type == FieldType.Enum;

    public static ScalarType Of(FieldDescriptor field) => field.Type switch
    {
        FieldType.Double => new("double", "Double", 8, field.Type),
        FieldType.Float => new("float", "Float", 4, field.Type),
        FieldType.Int64 => new("long", "Int64", 0, field.Type),
        FieldType.UInt64 => new("ulong", "UInt64", 0, field.Type),
        FieldType.Int32 => new("int", "Int32", 0, field.Type),
        FieldType.Fixed64 => new("ulong", "Fixed64", 8, field.Type),
        FieldType.Fixed32 => new("uint", "Fixed32", 4, field.Type),
        FieldType.Bool => new("bool", "Bool", 1, field.Type),
        FieldType.String => new("string", "String", 0, field.Type),
        FieldType.Bytes => new(ByteString, "Bytes", 0, field.Type),
        FieldType.UInt32 => new("uint", "UInt32", 0, field.Type),
        FieldType.SFixed32 => new("int", "SFixed32", 4, field.Type),
        FieldType.SFixed64 => new("long", "SFixed64", 8, field.Type),
        FieldType.SInt32 => new("int", "SInt32", 0, field.Type),
        FieldType.SInt64 => new("long", "SInt64", 0, field.Type),
        FieldType.Enum => new(TypeNames.Full(field.EnumType!), "Enum", 0, field.Type),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "not a scalar"),
    };

    public string Read(string input = "input") => IsEnum ? $"({Name}){input}.ReadEnum()" : $"{input}.Read{Method}()";

    public string Write(string value) => IsEnum ? $"output.WriteEnum((int){value});" : $"output.Write{Method}({value});";

    /// <summary>Whether <see cref="Size"/> calls the method of <see cref="VarintSize"/>.</summary>
    public bool IsVarint => FixedSize == 0 && !IsReference;

    public string Size(string value) => Type switch
    {
        _ when FixedSize > 0 => Literals.Of(FixedSize),
        FieldType.String or FieldType.Bytes => $"global::Google.Protobuf.CodedOutputStream.Compute{Method}Size({value})",
        FieldType.SInt32 => VarintSize.Of($"(uint)(({value} << 1) ^ ({value} >> 31))"),
        FieldType.SInt64 => VarintSize.Of($"(({value} << 1) ^ ({value} >> 63))"),
        _ => VarintSize.Of(value),
    };

    /// <summary>The condition that a field without presence is written under.</summary>
    public string IsSet(string value) => Type switch
    {
        FieldType.Bool => value,
        FieldType.String or FieldType.Bytes => value + ".Length != 0",
        _ => value + " != 0",
    };

    /// <summary>The condition that two values differ; NaN equals NaN, and 0 is not -0.</summary>
    public string Differ(string left, string right) => IsFloating
        ? $"!{Comparers}{FloatName}EqualityComparer.Equals({left}, {right})"
        : $"{left} != {right}";

    /// <summary>The same for nullable values.</summary>
    public string NullableDiffer(string left, string right) => IsFloating
        ? $"!{Comparers}Nullable{FloatName}EqualityComparer.Equals({left}, {right})"
        : $"{left} != {right}";

    public string Hash(string value) => IsFloating
        ? $"{Comparers}{FloatName}EqualityComparer.GetHashCode({value})"
        : value + ".GetHashCode()";

    public string NullableHash(string value) => IsFloating
        ? $"{Comparers}Nullable{FloatName}EqualityComparer.GetHashCode({value})"
        : value + ".GetHashCode()";

    /// <summary>Packs a number, a bool or an enum into a <c>long</c>.</summary>
    public string ToBits(string value) => Type switch
    {
        FieldType.Bool => value + " ? 1 : 0",
        FieldType.Float => $"global::System.BitConverter.SingleToInt32Bits({value})",
        FieldType.Double => $"global::System.BitConverter.DoubleToInt64Bits({value})",
        FieldType.UInt64 or FieldType.Fixed64 => $"unchecked((long){value})",
        FieldType.Enum => "(int)" + value,
        _ => value,
    };

    /// <summary>Takes it out again.</summary>
    public string FromBits(string bits) => Type switch
    {
        FieldType.Bool => bits + " != 0",
        FieldType.Float => $"global::System.BitConverter.Int32BitsToSingle((int){bits})",
        FieldType.Double => $"global::System.BitConverter.Int64BitsToDouble({bits})",
        FieldType.UInt64 or FieldType.Fixed64 => $"unchecked((ulong){bits})",
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => bits,
        FieldType.Enum => $"({Name})(int){bits}",
        _ => $"({Name}){bits}",
    };

    private string FloatName => Type == FieldType.Float ? "Single" : "Double";
}
