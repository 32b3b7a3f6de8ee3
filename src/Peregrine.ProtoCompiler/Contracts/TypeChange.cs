using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Whom it breaks that a field changed its type.</summary>
internal sealed record TypeChange(bool BreaksWire, bool BreaksJson, bool BreaksCSharp)
{
    public static readonly TypeChange None = new(false, false, false);

    /// <summary>Compares the types of two fields. Types that share a class in the tables below are read as each other.</summary>
    public static TypeChange Between(FieldDescriptor before, FieldDescriptor now, Matching matching)
    {
        var isSameType = matching.IsSame(before.MessageType, now.MessageType) && matching.IsSame(before.EnumType, now.EnumType);
        if (before.Type == now.Type)
            return isSameType ? None : new TypeChange(true, true, true);
        var isNamed = (before.MessageType, before.EnumType) is not (null, null) && (now.MessageType, now.EnumType) is not (null, null);
        var isOther = isNamed && !isSameType;
        return new TypeChange(isOther || WireClass(before.Type) != WireClass(now.Type), isOther || JsonClass(before.Type) != JsonClass(now.Type), isOther || CSharpClass(before.Type) != CSharpClass(now.Type));
    }

    /// <summary>The type as it is written in a file.</summary>
    public static string NameOf(FieldDescriptor field) => field.MessageType?.FullName is { } message
        ? field.Type == FieldType.Group ? $"{message} (delimited)" : message
        : field.EnumType?.FullName ?? field.Type.ToString().ToLowerInvariant();

    // "Updating a message type" of the language guide: these read each other's bytes, as a cast in C++ does.
    private static FieldType WireClass(FieldType type) => type switch
    {
        FieldType.UInt32 or FieldType.Int64 or FieldType.UInt64 or FieldType.Bool or FieldType.Enum => FieldType.Int32,
        FieldType.SInt64 => FieldType.SInt32,
        FieldType.SFixed32 => FieldType.Fixed32,
        FieldType.SFixed64 => FieldType.Fixed64,
        FieldType.Bytes => FieldType.String,
        _ => type,
    };

    // Numbers of 64 bits are strings in JSON, others are numbers.
    private static FieldType JsonClass(FieldType type) => type switch
    {
        FieldType.UInt32 or FieldType.SInt32 or FieldType.Fixed32 or FieldType.SFixed32 => FieldType.Int32,
        FieldType.UInt64 or FieldType.SInt64 or FieldType.Fixed64 or FieldType.SFixed64 => FieldType.Int64,
        FieldType.Float => FieldType.Double,
        FieldType.Group => FieldType.Message,
        _ => type,
    };

    private static FieldType CSharpClass(FieldType type) => type switch
    {
        FieldType.SInt32 or FieldType.SFixed32 => FieldType.Int32,
        FieldType.Fixed32 => FieldType.UInt32,
        FieldType.SInt64 or FieldType.SFixed64 => FieldType.Int64,
        FieldType.Fixed64 => FieldType.UInt64,
        FieldType.Group => FieldType.Message,
        _ => type,
    };
}
