using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Something that has options: where they are written, their type, whose scope names in them are resolved in.</summary>
/// <param name="Element">The descriptor; for an extension range the message around it.</param>
/// <param name="Range">The extension range, or null.</param>
/// <param name="TypeName">The message of <c>descriptor.proto</c>, such as <c>FieldOptions</c>.</param>
/// <param name="RelativeTo">A name in the scope where names are looked up.</param>
/// <param name="Options">The options as written.</param>
internal sealed record OptionTarget(Descriptor Element, ExtensionRange? Range, string TypeName, string RelativeTo, IReadOnlyList<OptionSyntax> Options)
{
    public OptionMessage RawOptions
    {
        get => Range?.RawOptions ?? Element.RawOptions;
        set
        {
            if (Range is null)
                Element.RawOptions = value;
            else
                Range.RawOptions = value;
        }
    }
}

/// <summary>Walks everything in a file that has options written.</summary>
internal static class OptionTargets
{
    public static List<OptionTarget> Of(FileDescriptor file)
    {
        var targets = new List<OptionTarget>();
        Add(targets, file, "FileOptions", file.Syntax.Members, Names.Join(file.Package, "dummy"));
        foreach (var message in file.Messages)
            AddMessage(targets, message);
        foreach (var @enum in file.Enums)
            AddEnum(targets, @enum);
        foreach (var service in file.Services)
        {
            Add(targets, service, "ServiceOptions", service.Syntax.Members);
            foreach (var method in service.Methods)
                Add(targets, method, "MethodOptions", method.Syntax.Options);
        }
        foreach (var extension in file.Extensions)
            Add(targets, extension, "FieldOptions", extension.Syntax.Options?.Options);
        return targets;
    }

    private static void AddMessage(List<OptionTarget> targets, MessageDescriptor message)
    {
        Add(targets, message, "MessageOptions", message.Syntax.Members);
        foreach (var field in message.Fields)
            Add(targets, field, "FieldOptions", field.Syntax.Options?.Options);
        foreach (var oneof in message.Oneofs)
        {
            if (oneof.Syntax is { } syntax)
                Add(targets, oneof, "OneofOptions", syntax.Members);
        }
        foreach (var nested in message.NestedMessages)
            AddMessage(targets, nested);
        foreach (var @enum in message.NestedEnums)
            AddEnum(targets, @enum);
        foreach (var range in message.ExtensionRanges)
        {
            if (range.Statement?.Options is { } list)
                targets.Add(new OptionTarget(message, range, "ExtensionRangeOptions", message.FullName, list.Options));
        }
        foreach (var extension in message.NestedExtensions)
            Add(targets, extension, "FieldOptions", extension.Syntax.Options?.Options);
    }

    private static void AddEnum(List<OptionTarget> targets, EnumDescriptor @enum)
    {
        Add(targets, @enum, "EnumOptions", @enum.Syntax.Members);
        foreach (var value in @enum.Values)
            Add(targets, value, "EnumValueOptions", value.Syntax.Options?.Options);
    }

    private static void Add(List<OptionTarget> targets, Descriptor element, string type, List<SyntaxNode> members, string? relativeTo = null)
    {
        List<OptionSyntax>? options = null;
        foreach (var member in members)
        {
            if (member is OptionSyntax option)
                (options ??= []).Add(option);
        }
        if (options is not null)
            targets.Add(new OptionTarget(element, null, type, relativeTo ?? element.FullName, options));
    }

    private static void Add(List<OptionTarget> targets, Descriptor element, string type, List<OptionSyntax>? options)
    {
        if (options is { Count: > 0 })
            targets.Add(new OptionTarget(element, null, type, element.FullName, options));
    }
}
