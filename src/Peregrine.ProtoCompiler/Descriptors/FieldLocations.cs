using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The source locations of a field, and of the message of a group.</summary>
internal sealed class FieldLocations(LocationWriter locations, OptionLocations options, Action<MessageDescriptor> writeGroupBody)
{
    public void Write(FieldSyntax syntax, FieldDescriptor field, int fieldNumber, int nestedNumber)
    {
        var isGroup = syntax.Nested is { Kind: MessageKind.Group };
        locations.Enter(fieldNumber, field.Index);
        locations.Write(syntax.Span, isGroup ? null : syntax); // The comments of a group belong to its message.
        if (syntax.Extendee is { } extendee)
            locations.WritePart(2, extendee.Span);
        if (syntax.LabelSpan.Length > 0)
            locations.WritePart(4, syntax.LabelSpan);
        var isScalar = isGroup || (syntax.Nested is null && syntax.Type.Scalar != FieldType.None);
        locations.WritePart(isScalar ? 5 : 6, syntax.Type.Span);
        locations.WritePart(1, syntax.Name.Span);
        locations.WritePart(3, syntax.NumberSpan);
        if (syntax.Options is { } list)
            WriteOptions(list, field);
        locations.Leave(2);
        if (isGroup && field.MessageType is { } message)
            WriteGroup(syntax, field, message, fieldNumber, nestedNumber);
    }

    private void WriteGroup(FieldSyntax syntax, FieldDescriptor field, MessageDescriptor message, int fieldNumber, int nestedNumber)
    {
        locations.Enter(nestedNumber, message.Index);
        locations.Write(message.Syntax.Span, message.Syntax);
        locations.WritePart(1, syntax.Name.Span);
        locations.Leave(2);
        locations.Enter(fieldNumber, field.Index);
        locations.WritePart(6, syntax.Name.Span);
        locations.Leave(2);
        locations.Enter(nestedNumber, message.Index);
        writeGroupBody(message);
        locations.Leave(2);
    }

    private void WriteOptions(OptionListSyntax list, FieldDescriptor field)
    {
        locations.Enter(8);
        if (!OptionLocations.IsStripped(field.RawOptions))
            locations.Write(list.Span);
        locations.Leave();
        foreach (var option in list.Options)
        {
            if (IsNamed(option, "default"))
                locations.WritePart(7, option.Value.Span);
            else if (IsNamed(option, "json_name"))
            {
                locations.WritePart(10, option.Span);
                locations.WritePart(10, option.Value.Span);
            }
            else
                options.WriteOne(8, option, field, field.RawOptions);
        }
    }

    private static bool IsNamed(OptionSyntax option, string name) =>
        option.Name.Count == 1 && !option.Name[0].IsExtension && option.Name[0].Text == name;
}
