namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Serializes options, fields ordered by number.</summary>
internal static class OptionWriter
{
    private const int RetentionField = 17;
    private const int RetentionSource = 2;

    public static void Write(OptionMessage message, WireWriter writer) => Write(message, writer, withSourceRetention: true);

    /// <summary>Leaves out what has <c>retention = RETENTION_SOURCE</c>. Returns whether nothing was left to write.</summary>
    public static bool WriteWithoutSourceRetention(OptionMessage message, WireWriter writer)
    {
        var isEmpty = message.Unknown.Length == 0;
        foreach (var field in message.Fields)
            isEmpty &= IsSourceOnly(field.Field);
        Write(message, writer, withSourceRetention: false);
        return isEmpty;
    }

    public static bool IsSourceOnly(FieldDescriptor field) => field.RawOptions.GetInt64(RetentionField) == RetentionSource;

    private static void Write(OptionMessage message, WireWriter writer, bool withSourceRetention)
    {
        if (message.Type is { IsMapEntry: true } mapEntry)
        {
            WriteMapEntry(message, mapEntry, writer, withSourceRetention);
            return;
        }
        foreach (var field in message.Fields)
        {
            if ((!withSourceRetention && IsSourceOnly(field.Field)) || IsImplicitZero(field))
                continue;
            if (message.Type is { Options.MessageSetWireFormat: true } && field.Field.Type == FieldType.Message)
                WriteMessageSetItem(field, writer, withSourceRetention);
            else if (field.Field.IsPacked)
                WritePacked(field, writer);
            else
            {
                foreach (var value in field.Values)
                    WriteField(field.Field, value, writer, withSourceRetention);
            }
        }
        writer.Append(message.Unknown);
    }

    private static bool IsImplicitZero(OptionField field) =>
        !field.Field.HasPresence && !field.Field.IsRepeated && field.Last is { Bits: 0, Bytes: null or { Length: 0 }, Message: null };

    // Key and value are always there.
    private static void WriteMapEntry(OptionMessage entry, MessageDescriptor type, WireWriter writer, bool withSourceRetention)
    {
        foreach (var field in type.Fields)
            WriteField(field, entry.Find(field.Number)?.Last ?? DefaultOf(field), writer, withSourceRetention);
    }

    private static OptionValue DefaultOf(FieldDescriptor field) => field switch
    {
        { MessageType: { } type } => new OptionValue(new OptionMessage(type)),
        { Type: FieldType.String or FieldType.Bytes } => new OptionValue([]),
        _ => new OptionValue(0UL), // Enums in maps begin with 0.
    };

    // The old wire form: a repeated group 1 of a type id (2) and a message (3).
    private static void WriteMessageSetItem(OptionField field, WireWriter writer, bool withSourceRetention)
    {
        writer.Tag(1, WireType.StartGroup);
        writer.Integer(2, field.Field.Number);
        var start = writer.BeginMessage(3);
        Write(field.Last.Message!, writer, withSourceRetention); // The field is a message, so is its value.
        writer.EndMessage(start);
        writer.Tag(1, WireType.EndGroup);
    }

    private static void WritePacked(OptionField field, WireWriter writer)
    {
        var start = writer.BeginMessage(field.Field.Number);
        foreach (var value in field.Values)
            WriteScalar(field.Field.Type, value, writer);
        writer.EndMessage(start);
    }

    private static void WriteField(FieldDescriptor field, OptionValue value, WireWriter writer, bool withSourceRetention)
    {
        if (value.Message is { } message)
            WriteMessage(field, message, writer, withSourceRetention);
        else if (value.Bytes is { } bytes)
            writer.Bytes(field.Number, bytes);
        else
        {
            writer.Tag(field.Number, WireTypeOf(field.Type));
            WriteScalar(field.Type, value, writer);
        }
    }

    private static void WriteMessage(FieldDescriptor field, OptionMessage message, WireWriter writer, bool withSourceRetention)
    {
        if (field.Type == FieldType.Group)
        {
            writer.Tag(field.Number, WireType.StartGroup);
            Write(message, writer, withSourceRetention: true); // As in protoc, which does not look into groups.
            writer.Tag(field.Number, WireType.EndGroup);
            return;
        }
        var start = writer.BeginMessage(field.Number);
        Write(message, writer, withSourceRetention);
        writer.EndMessage(start);
    }

    private static void WriteScalar(FieldType type, OptionValue value, WireWriter writer)
    {
        switch (WireTypeOf(type))
        {
            case WireType.Fixed64:
                writer.Fixed64(value.Bits);
                break;
            case WireType.Fixed32:
                writer.Fixed32((uint)value.Bits);
                break;
            default:
                writer.Varint(type is FieldType.SInt32 or FieldType.SInt64 ? ZigZag((long)value.Bits) : value.Bits);
                break;
        }
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    internal static WireType WireTypeOf(FieldType type) => type switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
        _ => WireType.Varint,
    };
}
