using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Edition 2024: names follow the style guide where <c>features.enforce_naming_style</c> asks for it.</summary>
internal static class NamingStyleRules
{
    public static void Check(FileDescriptor file, DiagnosticBag diagnostics)
    {
        if (file.Edition < Edition.Edition2024)
            return;
        if (file.Package.Length > 0 && IsEnforced(file))
        {
            var span = file.Syntax.Members.OfType<PackageSyntax>().First().Span;
            Report(span, "package", file.Package, SnakeCaseProblem(file.Package, allowDots: true), diagnostics);
        }
        foreach (var message in file.Messages)
            CheckMessage(message, diagnostics);
        foreach (var @enum in file.Enums)
            CheckEnum(@enum, diagnostics);
        foreach (var extension in file.Extensions)
            CheckSnakeCase(extension, "field", diagnostics);
        foreach (var service in file.Services)
        {
            CheckTitleCase(service, "service", diagnostics);
            foreach (var method in service.Methods)
                CheckTitleCase(method, "method", diagnostics);
        }
    }

    private static void CheckMessage(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        CheckTitleCase(message, "message", diagnostics);
        foreach (var field in message.Fields)
            CheckSnakeCase(field, "field", diagnostics);
        foreach (var oneof in message.Oneofs)
            CheckSnakeCase(oneof, "oneof", diagnostics);
        foreach (var nested in message.NestedMessages)
            CheckMessage(nested, diagnostics);
        foreach (var @enum in message.NestedEnums)
            CheckEnum(@enum, diagnostics);
        foreach (var extension in message.NestedExtensions)
            CheckSnakeCase(extension, "field", diagnostics);
    }

    private static void CheckEnum(EnumDescriptor @enum, DiagnosticBag diagnostics)
    {
        CheckTitleCase(@enum, "enum", diagnostics);
        foreach (var value in @enum.Values)
        {
            if (IsEnforced(value))
                Report(value.NameSpan, "enum value", value.Name, UpperSnakeCaseProblem(value.Name), diagnostics);
        }
    }

    private static bool IsEnforced(Descriptor descriptor) => descriptor.Features.EnforceNamingStyle is NamingStyle.Style2024 or NamingStyle.Style2026;

    private static void CheckTitleCase(Descriptor descriptor, string kind, DiagnosticBag diagnostics)
    {
        if (!IsEnforced(descriptor))
            return;
        var problem = descriptor.Name.IndexOf('_') >= 0 ? "should be TitleCase"
            : descriptor.Name[0] is < 'A' or > 'Z' ? "should begin with a capital letter" : null;
        Report(descriptor.NameSpan, kind, descriptor.Name, problem, diagnostics);
    }

    private static void CheckSnakeCase(Descriptor descriptor, string kind, DiagnosticBag diagnostics)
    {
        if (IsEnforced(descriptor))
            Report(descriptor.NameSpan, kind, descriptor.Name, SnakeCaseProblem(descriptor.Name, allowDots: false), diagnostics);
    }

    private static string? SnakeCaseProblem(string name, bool allowDots)
    {
        foreach (var c in name)
        {
            if (c is >= 'A' and <= 'Z' || (c == '.' && !allowDots))
                return "should be lower_snake_case";
        }
        return name[0] is < 'a' or > 'z' ? "should begin with a small letter" : UnderscoreProblem(name);
    }

    private static string? UpperSnakeCaseProblem(string name)
    {
        foreach (var c in name)
        {
            if (c is >= 'a' and <= 'z')
                return "should be UPPER_SNAKE_CASE";
        }
        return name[0] is < 'A' or > 'Z' ? "should begin with a capital letter" : UnderscoreProblem(name);
    }

    private static string? UnderscoreProblem(string name)
    {
        var isBad = name[0] == '_' || name[name.Length - 1] == '_';
        for (var i = 1; i < name.Length && !isBad; i++)
            isBad = name[i - 1] == '_' && (name[i] == '_' || !Chars.IsLetter(name[i]));
        return isBad ? "should have a letter behind each underscore" : null;
    }

    private static void Report(TextSpan span, string kind, string name, string? problem, DiagnosticBag diagnostics)
    {
        if (problem is not null)
            diagnostics.Report(DiagnosticRules.NamingStyle, span, $"The {kind} name \"{name}\" {problem}.", "features.enforce_naming_style = STYLE_LEGACY switches this rule off.");
    }
}
