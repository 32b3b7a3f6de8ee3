namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Serializes options, fields ordered by number.</summary>
internal static class OptionWriter
{
    public static void Write(OptionMessage message, WireWriter writer)
    {
        foreach (var field in message.Fields)
        {
            if (field.Field.IsPacked)
                WritePacked(field, writer);
            else
            {
                foreach (var value in field.Values)
                    WriteField(field.Field, value, writer);
            }
        }
    }

    private static void WritePacked(OptionField field, WireWriter writer)
    {
        var start = writer.BeginMessage(field.Field.Number);
        foreach (var value in field.Values)
            WriteScalar(field.Field.Type, value, writer);
        writer.EndMessage(start);
    }

    private static void WriteField(FieldDescriptor field, OptionValue value, WireWriter writer)
    {
        if (value.Message is { } message)
            WriteMessage(field, message, writer);
        else if (value.Bytes is { } bytes)
            writer.Bytes(field.Number, bytes);
        else
        {
            writer.Tag(field.Number, WireTypeOf(field.Type));
            WriteScalar(field.Type, value, writer);
        }
    }

    private static void WriteMessage(FieldDescriptor field, OptionMessage message, WireWriter writer)
    {
        if (field.Type == FieldType.Group)
        {
            writer.Tag(field.Number, WireType.StartGroup);
            Write(message, writer);
            writer.Tag(field.Number, WireType.EndGroup);
            return;
        }
        var start = writer.BeginMessage(field.Number);
        Write(message, writer);
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

    private static WireType WireTypeOf(FieldType type) => type switch
    {
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireType.Fixed32,
        _ => WireType.Varint,
    };
}
