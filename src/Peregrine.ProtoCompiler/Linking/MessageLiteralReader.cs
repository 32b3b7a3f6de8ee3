using System.Text;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Reads message literals (<c>{ a: 1 b { … } [ext]: 2 }</c>) by the rules of the protobuf text format.</summary>
internal sealed class MessageLiteralReader(FileScope scope, DiagnosticBag diagnostics)
{
    private readonly OptionValueReader _values = new(diagnostics);

    /// <summary>The value of an option whose type is a message; null if it does not fit (reported).</summary>
    public OptionValue? ReadMessage(FieldDescriptor field, OptionSyntax option)
    {
        if (option.Value.IsBroken)
            return null;
        if (option.Value.Kind == OptionValueKind.Message)
            return Read(field.MessageType!, option.Value); // Called for message fields only.
        diagnostics.Report(DiagnosticRules.OptionValue, option.Value.Span, $"The option \"{field.FullName}\" is a message.",
            $"Set all of it: {field.Name} = {{ … }}, or a part of it: {field.Name}.part = value");
        return null;
    }

    private OptionValue? Read(MessageDescriptor type, OptionValueSyntax literal)
    {
        var message = new OptionMessage(type);
        foreach (var item in literal.Fields)
        {
            if (item.IsBracketed && item.Name.IndexOf('/') >= 0)
            {
                if (!ReadAny(message, type, item))
                    return null;
                continue;
            }
            if (!item.IsBracketed && type.FindField(item.Name) is null && type.Reserved.Names.Contains(item.Name, StringComparer.Ordinal))
                continue; // Of a field that was there once.
            var field = item.IsBracketed ? FindExtension(type, item) : FindField(type, item);
            if (field is null || !ReadField(message, field, item))
                return null;
        }
        return CheckRequired(message, type, literal) ? new OptionValue(message) : null;
    }

    private bool CheckRequired(OptionMessage message, MessageDescriptor type, OptionValueSyntax literal)
    {
        foreach (var field in type.Fields)
        {
            if (field.IsRequired && message.Find(field.Number) is null)
                return Fail(literal.Span, $"The required field \"{field.Name}\" of \"{type.FullName}\" is missing.");
        }
        return true;
    }

    private FieldDescriptor? FindField(MessageDescriptor type, MessageLiteralField item)
    {
        // A group may be written with the name of its message.
        var found = type.FindField(item.Name)
            ?? (type.FindField(item.Name.ToLowerInvariant()) is { Type: FieldType.Group, MessageType: { } group } field && group.Name == item.Name ? field : null);
        if (found is not null)
            return found;
        Fail(item.NameSpan, $"\"{type.FullName}\" has no field \"{item.Name}\".", NearestName.Hint(item.Name, type.Fields.Select(f => f.Name)));
        return null;
    }

    private FieldDescriptor? FindExtension(MessageDescriptor type, MessageLiteralField item)
    {
        var symbol = item.Name[0] == '.' ? null : scope.Lookup(item.Name, type.FullName, typesOnly: false).Symbol;
        if (symbol is FieldDescriptor { IsExtension: true } extension && extension.ContainingType == type)
            return extension;
        if (symbol is MessageDescriptor message && type.Options.MessageSetWireFormat)
        {
            var found = message.NestedExtensions.FirstOrDefault(e => e.ContainingType == type && e.MessageType == message && !e.IsRepeated);
            if (found is not null)
                return found;
        }
        Fail(item.NameSpan, $"\"{item.Name}\" is not an extension of \"{type.FullName}\".");
        return null;
    }

    private bool ReadField(OptionMessage message, FieldDescriptor field, MessageLiteralField item)
    {
        if (item.Value.Kind == OptionValueKind.List)
        {
            if (!field.IsRepeated)
                return Fail(item.Value.Span, $"\"{field.Name}\" is not repeated; it takes one value.");
            if (!item.HasColon && field.MessageType is null)
                return Fail(item.Value.Span, $"A \":\" is missing behind \"{field.Name}\".");
            foreach (var element in item.Value.Elements)
            {
                if (!Add(message, field, element))
                    return false;
            }
            return true;
        }
        if (!field.IsRepeated && message.Find(field.Number) is not null)
            return Fail(item.NameSpan, $"\"{field.Name}\" is set already.");
        var taken = field.ContainingOneof?.Fields.FirstOrDefault(other => message.Find(other.Number) is not null);
        if (taken is not null)
            return Fail(item.NameSpan, $"\"{field.Name}\" and \"{taken.Name}\" are in one oneof; only one of them can be set.");
        return Add(message, field, item.Value);
    }

    private bool Add(OptionMessage message, FieldDescriptor field, OptionValueSyntax syntax)
    {
        OptionValue? value;
        if (field.MessageType is not { } type)
            value = _values.ReadScalar(field, syntax, ValuePlace.MessageLiteral);
        else if (syntax.Kind == OptionValueKind.Message)
            value = Read(type, syntax);
        else
            return Fail(syntax.Span, $"\"{field.Name}\" is a message; its value stands in braces.");
        if (value is null)
            return false;
        message.GetOrAdd(field).Add(value.Value);
        return true;
    }

    // [type.googleapis.com/a.b.C] { … } fills a google.protobuf.Any.
    private bool ReadAny(OptionMessage message, MessageDescriptor type, MessageLiteralField item)
    {
        var slash = item.Name.LastIndexOf('/');
        var prefix = item.Name.Substring(0, slash + 1);
        var target = scope.Lookup("." + item.Name.Substring(slash + 1), "", typesOnly: true).Symbol as MessageDescriptor;
        if (type.FullName != "google.protobuf.Any" || type.Fields.Count < 2)
            return Fail(item.NameSpan, $"A type URL may stand in google.protobuf.Any only, not in \"{type.FullName}\".");
        if (prefix is not ("type.googleapis.com/" or "type.googleprod.com/") || target is null)
            return Fail(item.NameSpan, $"The type \"{item.Name}\" was not found.", "It begins with type.googleapis.com/, and the file that defines it is imported.");
        if (message.Find(1) is not null || message.Find(2) is not null)
            return Fail(item.NameSpan, "The Any has a content already.");
        if (item.Value.Kind != OptionValueKind.Message || Read(target, item.Value) is not { Message: { } content })
            return item.Value.Kind == OptionValueKind.Message || Fail(item.Value.Span, "The value of an Any stands in braces.");
        message.GetOrAdd(type.Fields[0]).Add(new OptionValue(Encoding.UTF8.GetBytes(item.Name)));
        message.GetOrAdd(type.Fields[1]).Add(new OptionValue(content.ToByteArray()));
        return true;
    }

    private bool Fail(TextSpan span, string text, string? hint = null)
    {
        diagnostics.Report(DiagnosticRules.OptionValue, span, text, hint);
        return false;
    }
}
