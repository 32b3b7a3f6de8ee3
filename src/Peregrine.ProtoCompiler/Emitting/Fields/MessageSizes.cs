using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// Decides which message classes remember their size. A message inside another one is written behind its size, so without that
/// the size of the innermost message is worked out once for every level around it.
/// </summary>
internal static class MessageSizes
{
    private const int Word = 8;
    private const int SizeField = 4;

    /// <summary>
    /// Whether the class remembers what <c>CalculateSize</c> found: if that is costly, or if it costs no memory, because objects are as long as a multiple of 8 bytes.
    /// </summary>
    public static bool AreKept(MessageDescriptor message) =>
        message.Fields.Any(static field => field.IsRepeated || field.MessageType is not null) || Word - Fraction(message) >= SizeField;

    /// <summary>Whether the class writes messages inside it by their remembered sizes: those of this file, whose classes are known to be ours.</summary>
    public static bool HasParts(MessageDescriptor message) => message.Fields.Any(IsPart);

    /// <summary>Whether the field holds messages that the class writes itself, without the runtime's help.</summary>
    public static bool IsPart(FieldDescriptor field) => field is { MessageType: { } type, IsMap: false } && type.File == field.File && !WrapperType.Is(field);

    // The bytes by which the fields of a class exceed a multiple of 8; 8 if they do not.
    private static int Fraction(MessageDescriptor message)
    {
        var bits = message.Fields.Count(PresenceField.TakesBit);
        var bytes = (bits + 31) / 32 * sizeof(int) + message.Oneofs.Count(static oneof => !oneof.IsSynthetic) * sizeof(int);
        foreach (var field in message.Fields)
        {
            if (field.RealOneof is null)
                bytes += Bytes(field.Type);
        }
        return bytes % Word == 0 ? Word : bytes % Word;
    }

    private static int Bytes(FieldType type) => type switch
    {
        FieldType.Bool => sizeof(bool),
        FieldType.Int32 or FieldType.UInt32 or FieldType.SInt32 or FieldType.Fixed32 or FieldType.SFixed32 or FieldType.Float or FieldType.Enum => sizeof(int),
        _ => 0,
    };
}
