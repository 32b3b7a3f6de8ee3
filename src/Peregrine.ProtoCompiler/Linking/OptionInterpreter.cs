using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Turns the options of one file, as written, into messages of <c>descriptor.proto</c> with custom options in them.</summary>
internal sealed class OptionInterpreter(OptionSchema schema, FileScope scope, LinkedFile file, OptionPaths? paths)
{
    private readonly DiagnosticBag _diagnostics = file.Diagnostics;
    private readonly OptionValueReader _values = new(file.Diagnostics);
    private readonly List<(OptionMessage Message, OptionSyntax Option)> _partial = [];
    private readonly MessageLiteralReader _literals = new(scope, file.Diagnostics);

    /// <summary>
    /// Interprets the options whose name begins with an extension, or the others. The others come first: features are among them,
    /// and extensions can have features.
    /// </summary>
    public void Interpret(OptionTarget target, bool extensions)
    {
        foreach (var option in target.Options)
        {
            if (option.Name[0].IsExtension == extensions && !PseudoOptions.Is(target, option))
                InterpretOne(target, option);
        }
    }

    /// <summary>Checks messages that were set part by part, once all parts are there.</summary>
    public void CheckRequired()
    {
        foreach (var (message, option) in _partial)
        {
            var missing = message.Type?.Fields.FirstOrDefault(field => field.IsRequired && message.Find(field.Number) is null);
            if (missing is not null)
                _diagnostics.Report(DiagnosticRules.OptionValue, option.NameSpan, $"The required field \"{missing.Name}\" of \"{missing.ContainingType?.FullName}\" is missing.");
        }
        _partial.Clear();
    }

    private void InterpretOne(OptionTarget target, OptionSyntax option)
    {
        if (option.Name[0] is { IsExtension: false, Text: "uninterpreted_option" })
        {
            _diagnostics.Report(DiagnosticRules.UnknownOption, option.NameSpan, "\"uninterpreted_option\" may not be set.");
            return;
        }
        if (target.RawOptions.Type is null)
            target.RawOptions = new OptionMessage(schema.Find(target.TypeName));
        var type = target.RawOptions.Type!; // Set right above.
        scope.MarkUsed(type.File);
        var fields = ResolveName(target, option, type);
        if (fields is null)
            return;
        var holder = target.RawOptions;
        for (var i = 0; i < fields.Count - 1; i++)
            holder = Descend(holder, fields[i], option);
        var index = Set(holder, fields[fields.Count - 1], option);
        if (index >= 0)
            paths?.Record(target.Range ?? (object)target.Element, option, fields, index);
    }

    private OptionMessage Descend(OptionMessage holder, FieldDescriptor field, OptionSyntax option)
    {
        if (field.ContainingOneof is { } oneof)
            holder.Replace(oneof, field);
        var entry = holder.GetOrAdd(field);
        if (entry.Values.Count == 0)
        {
            var part = new OptionMessage(field.MessageType);
            entry.Add(new OptionValue(part));
            _partial.Add((part, option));
        }
        return entry.Last.Message!; // The field is a message, so is its value.
    }

    // The index of the value in a repeated field, 0 for others, -1 for none.
    private int Set(OptionMessage holder, FieldDescriptor field, OptionSyntax option)
    {
        if (!field.IsRepeated && holder.WasSet(field.Number))
        {
            _diagnostics.Report(DiagnosticRules.OptionSetTwice, option.NameSpan, $"The option \"{NameOf(option)}\" is set already.");
            return -1;
        }
        var value = field.MessageType is null ? _values.ReadScalar(field, option.Value, ValuePlace.Option) : _literals.ReadMessage(field, option);
        if (value is null)
            return -1;
        if (field.ContainingOneof is { } oneof)
            holder.Replace(oneof, field);
        var entry = holder.GetOrAdd(field);
        entry.Add(value.Value);
        return entry.Values.Count - 1;
    }

    private List<FieldDescriptor>? ResolveName(OptionTarget target, OptionSyntax option, MessageDescriptor type)
    {
        var fields = new List<FieldDescriptor>(option.Name.Count);
        foreach (var part in option.Name)
        {
            if (fields.Count > 0 && !CheckDrill(fields[fields.Count - 1], option, part))
                return null;
            var field = part.IsExtension ? FindExtension(target, part, type) : FindField(part, type);
            if (field is null)
                return null;
            if (field.File == file.Descriptor && option.Name[0] is { IsExtension: false, Text: "features" })
            {
                _diagnostics.Report(DiagnosticRules.UnknownOption, part.Span, $"The feature \"{part.Text}\" may not be used in the file that defines it.");
                return null;
            }
            fields.Add(field);
            type = field.MessageType ?? type;
        }
        return fields;
    }

    private bool CheckDrill(FieldDescriptor field, OptionSyntax option, OptionNamePart part)
    {
        var span = TextSpan.FromBounds(option.NameSpan.Start, part.Span.End);
        if (field.MessageType is null)
            _diagnostics.Report(DiagnosticRules.OptionNotAMessage, span, $"The option \"{field.Name}\" is not a message; it has no \"{part.Text}\".");
        else if (field.IsRepeated)
        {
            _diagnostics.Report(DiagnosticRules.OptionNotAMessage, span, $"The option \"{field.Name}\" is repeated.",
                $"Set a whole element: {field.Name} = {{ {part.Text}: … }}");
        }
        else
            return true;
        return false;
    }

    private FieldDescriptor? FindField(OptionNamePart part, MessageDescriptor type)
    {
        if (type.FindField(part.Text) is { } field)
            return field;
        _diagnostics.Report(DiagnosticRules.UnknownOption, part.Span, $"\"{type.Name}\" has no option \"{part.Text}\".",
            NearestName.Hint(part.Text, type.Fields.Select(f => f.Name)) ?? "Custom options stand in parentheses.");
        return null;
    }

    private FieldDescriptor? FindExtension(OptionTarget target, OptionNamePart part, MessageDescriptor type)
    {
        var result = scope.Lookup(part.Text, target.RelativeTo, typesOnly: false);
        if (result.Symbol is FieldDescriptor { IsExtension: true } extension && extension.ContainingType == type)
            return extension;
        var hint = result.NotImported is { } other ? $"Add: import \"{other.File.Name}\";"
            : result.ResolvedTo is { } resolved ? $"It is resolved to \"{resolved}\"; write \"(.{part.Text})\" to begin at the outermost scope."
            : "Import the file that defines it.";
        if (result.Symbol is FieldDescriptor field)
        {
            _diagnostics.Report(DiagnosticRules.UnknownOption, part.Span,
                $"\"{field.FullName}\" extends \"{field.ContainingType?.FullName}\", not \"{type.FullName}\".");
        }
        else
            _diagnostics.Report(DiagnosticRules.UnknownOption, part.Span, $"The option \"({part.Text})\" is unknown.", hint);
        return null;
    }

    private static string NameOf(OptionSyntax option) =>
        string.Join(".", option.Name.Select(part => part.IsExtension ? $"({part.Text})" : part.Text));
}
