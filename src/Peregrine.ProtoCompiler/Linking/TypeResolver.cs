using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Finds the types that the fields, extensions and methods of one file name.</summary>
internal sealed class TypeResolver(FileScope scope, SymbolTable symbols, NameHints hints, LinkedFile file)
{
    private readonly DiagnosticBag _diagnostics = file.Diagnostics;

    public void Resolve()
    {
        var descriptor = file.Descriptor;
        foreach (var message in descriptor.Messages)
            ResolveMessage(message);
        foreach (var extension in descriptor.Extensions)
            ResolveField(extension);
        foreach (var service in descriptor.Services)
        {
            foreach (var method in service.Methods)
            {
                method.InputType = ResolveMessageType(method.Syntax.Input.Name, method.FullName);
                method.OutputType = ResolveMessageType(method.Syntax.Output.Name, method.FullName);
            }
        }
    }

    private void ResolveMessage(MessageDescriptor message)
    {
        foreach (var nested in message.NestedMessages)
            ResolveMessage(nested);
        foreach (var field in message.Fields)
            ResolveField(field);
        foreach (var extension in message.NestedExtensions)
            ResolveField(extension);
    }

    private void ResolveField(FieldDescriptor field)
    {
        if (field.Syntax.Extendee is { } extendee)
            ResolveExtendee(field, extendee);
        var type = field.Syntax.Type;
        if (field.MessageType is not null || type.Scalar is not (FieldType.None or FieldType.Group))
            return;
        var result = scope.Lookup(type.Name, field.FullName, typesOnly: true);
        switch (result.Symbol)
        {
            case MessageDescriptor message when IsAccessible(message, type.Span):
                field.MessageType = message;
                field.Type = type.Scalar == FieldType.Group ? FieldType.Group : FieldType.Message;
                break;
            case EnumDescriptor @enum when IsAccessible(@enum, type.Span):
                field.EnumType = @enum;
                field.Type = FieldType.Enum;
                break;
            case null:
                ReportUndefined(type.Name, type.Span, result, isType: true);
                break;
            case not (MessageDescriptor or EnumDescriptor):
                _diagnostics.Report(DiagnosticRules.NotAType, type.Span, $"\"{type.Name}\" is not a type but {Kinds.Describe(result.Symbol)}.");
                break;
        }
    }

    private void ResolveExtendee(FieldDescriptor field, TokenText extendee)
    {
        field.ContainingType = ResolveMessageType(extendee, field.FullName);
        if (field.ContainingType is not { } target)
            return;
        if (!target.ExtensionRanges.Any(range => range.Start <= field.Number && field.Number < range.End))
        {
            _diagnostics.Report(DiagnosticRules.ExtensionNumber, field.Syntax.NumberSpan,
                $"\"{target.FullName}\" does not declare {field.Number} as an extension number.", HintForRange(target));
            return;
        }
        if (symbols.TryAddExtension(field) is { } other)
            ReportUsedNumber(field, other);
    }

    private void ReportUsedNumber(FieldDescriptor field, FieldDescriptor other)
    {
        var rule = other.File == field.File ? DiagnosticRules.DuplicateNumber : DiagnosticRules.ExtensionNumberUsedElsewhere;
        _diagnostics.Report(rule, field.Syntax.NumberSpan,
            $"The extension number {field.Number} of \"{field.ContainingType?.FullName}\" is used by \"{other.FullName}\" in \"{other.File.Name}\" already.");
    }

    private static string? HintForRange(MessageDescriptor target) => target.ExtensionRanges.Count == 0
        ? $"\"{target.Name}\" has no extension range."
        : $"It declares {string.Join(", ", target.ExtensionRanges.Take(5).Select(r => $"{r.Start} to {r.End - 1}"))}.";

    private MessageDescriptor? ResolveMessageType(TokenText name, string relativeTo)
    {
        var result = scope.Lookup(name.Text, relativeTo, typesOnly: false);
        if (result.Symbol is MessageDescriptor message)
            return IsAccessible(message, name.Span) ? message : null;
        if (result.Symbol is null)
            ReportUndefined(name.Text, name.Span, result, isType: false);
        else
            _diagnostics.Report(DiagnosticRules.NotAMessage, name.Span, $"\"{name.Text}\" is not a message but {Kinds.Describe(result.Symbol)}.");
        return null;
    }

    private bool IsAccessible(Descriptor type, TextSpan span)
    {
        if (SymbolVisibilities.IsExported(type) || type.File == file.Descriptor)
            return true;
        _diagnostics.Report(DiagnosticRules.NotExported, span, $"\"{type.FullName}\" is local to \"{type.File.Name}\".",
            "Write \"export\" before its declaration to use it elsewhere.");
        return false;
    }

    private void ReportUndefined(string name, TextSpan span, LookupResult result, bool isType)
    {
        // What is missing may stand in a broken statement of a file that is reported anyway.
        if (file.Descriptor.Imports.Any(i => i.File is null || i.File.HasErrors))
        {
            file.Descriptor.HasErrors = true;
            return;
        }
        if (result.NotImported is { } other)
        {
            _diagnostics.Report(DiagnosticRules.NotImported, span, $"\"{other.FullName}\" is defined in \"{other.File.Name}\", which is not imported.",
                $"Add: import \"{other.File.Name}\";");
        }
        else if (result.ResolvedTo is { } resolved)
        {
            _diagnostics.Report(DiagnosticRules.Undefined, span, $"\"{name}\" is resolved to \"{resolved}\", which is not defined.",
                $"The innermost scope is searched first; write \".{name}\" to begin at the outermost one.");
        }
        else
            _diagnostics.Report(DiagnosticRules.Undefined, span, $"\"{name}\" is not defined.", hints.For(name, file.Descriptor, isType));
    }
}

/// <summary>What a symbol is, in words.</summary>
internal static class Kinds
{
    public static string Describe(object symbol) => symbol switch
    {
        PackageSymbol => "a package",
        MessageDescriptor => "a message",
        EnumDescriptor => "an enum",
        EnumValueDescriptor => "a value of an enum",
        FieldDescriptor { IsExtension: true } => "an extension",
        FieldDescriptor => "a field",
        OneofDescriptor => "a oneof",
        ServiceDescriptor => "a service",
        MethodDescriptor => "a method",
        _ => "something else",
    };
}

/// <summary>Edition 2024: what other files may name.</summary>
internal static class SymbolVisibilities
{
    public static bool IsExported(Descriptor type)
    {
        var (visibility, container) = type switch
        {
            MessageDescriptor message => (message.Visibility, message.ContainingType),
            EnumDescriptor @enum => (@enum.Visibility, @enum.ContainingType),
            _ => (SymbolVisibility.Export, null),
        };
        if (visibility != SymbolVisibility.Unset)
            return visibility == SymbolVisibility.Export;
        return type.Features.DefaultSymbolVisibility switch
        {
            DefaultSymbolVisibility.ExportTopLevel => container is null,
            DefaultSymbolVisibility.LocalAll or DefaultSymbolVisibility.Strict => false,
            _ => true,
        };
    }
}
