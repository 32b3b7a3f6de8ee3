using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Reads serialized options. What no file of the compilation declares is kept as it is.</summary>
internal sealed class SerializedOptions(SymbolTable symbols, DiagnosticBag diagnostics)
{
    private const int MaxDepth = 100;

    public OptionMessage Read(MessageDescriptor type, byte[] bytes)
    {
        var message = new OptionMessage(type);
        if (!TryRead(message, type, new WireReader(bytes), depth: 0))
            diagnostics.Report(DiagnosticRules.BrokenDescriptor, default, $"Options of type \"{type.FullName}\" are not in the protobuf wire form.");
        return message;
    }

    private bool TryRead(OptionMessage message, MessageDescriptor type, WireReader reader, int depth)
    {
        if (depth > MaxDepth)
            return false;
        var unknown = new WireWriter();
        while (reader.Next())
        {
            var field = type.Options.MessageSetWireFormat ? null : type.Fields.FirstOrDefault(f => f.Number == reader.Number) ?? symbols.FindExtension(type, reader.Number);
            if (field is null || !Fits(field, reader.Type))
                unknown.Append(reader.Field);
            else if (!Add(message, field, reader, depth))
                return false;
        }
        message.Unknown = unknown.ToArray();
        return !reader.IsBroken;
    }

    private bool Add(OptionMessage message, FieldDescriptor field, WireReader reader, int depth)
    {
        var entry = message.GetOrAdd(field);
        if (field.MessageType is { } type)
        {
            var inner = new OptionMessage(type);
            entry.Add(new OptionValue(inner));
            return TryRead(inner, type, reader.Message, depth + 1);
        }
        if (field.Type is FieldType.String or FieldType.Bytes)
            entry.Add(new OptionValue(reader.Bytes));
        else if (reader.Type != WireType.LengthDelimited)
            entry.Add(new OptionValue(Normalize(field.Type, reader.Bits)));
        else
        {
            var elements = reader.Message;
            while (elements.NextElement(OptionWriter.WireTypeOf(field.Type)))
                entry.Add(new OptionValue(Normalize(field.Type, elements.Bits)));
            if (entry.Values.Count == 0)
                message.Remove(field.Number);
            return !elements.IsBroken;
        }
        return true;
    }

    private static bool Fits(FieldDescriptor field, WireType type) => field.Type switch
    {
        FieldType.Group => type == WireType.StartGroup,
        FieldType.Message or FieldType.String or FieldType.Bytes => type == WireType.LengthDelimited,
        FieldType.None => false,
        _ => type == OptionWriter.WireTypeOf(field.Type) || (type == WireType.LengthDelimited && field.IsPackable),
    };

    // Integers are sign-extended, as the interpreter of texts leaves them.
    private static ulong Normalize(FieldType type, ulong bits) => type switch
    {
        FieldType.SInt32 or FieldType.SInt64 => (bits >> 1) ^ (0 - (bits & 1)),
        FieldType.SFixed32 => (ulong)(int)bits,
        FieldType.Bool => bits == 0 ? 0UL : 1UL,
        _ => bits,
    };
}
