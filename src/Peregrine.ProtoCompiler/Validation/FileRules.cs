using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Checks the rules of the language that need a linked file, from the file down to the values of its enums.</summary>
internal static class FileRules
{
    private const int LiteRuntime = 3;

    public static void Check(FileDescriptor file, DiagnosticBag diagnostics)
    {
        var hasErrorsBefore = diagnostics.HasErrors;
        CheckFile(file, diagnostics);
        foreach (var message in file.Messages)
            CheckMessage(message, diagnostics);
        foreach (var @enum in file.Enums)
            EnumRules.Check(@enum, diagnostics);
        foreach (var extension in file.Extensions)
            FieldRules.Check(extension, diagnostics);
        foreach (var service in file.Services)
            CheckService(service, diagnostics);
        // Style and lifetimes are of interest once the file is right, and to its author: a descriptor does not say which style holds.
        if (hasErrorsBefore || diagnostics.HasErrors || file.IsSerialized)
            return;
        NamingStyleRules.Check(file, diagnostics);
        OptionUseRules.Check(file, diagnostics);
    }

    private static void CheckMessage(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        MessageRules.Check(message, diagnostics);
        ExtensionRangeRules.Check(message, diagnostics);
        JsonNameRules.Check(message, diagnostics);
        foreach (var field in message.Fields)
            FieldRules.Check(field, diagnostics);
        foreach (var extension in message.NestedExtensions)
            FieldRules.Check(extension, diagnostics);
        foreach (var nested in message.NestedMessages)
            CheckMessage(nested, diagnostics);
        foreach (var @enum in message.NestedEnums)
            EnumRules.Check(@enum, diagnostics);
    }

    private static void CheckFile(FileDescriptor file, DiagnosticBag diagnostics)
    {
        if (!IsLite(file) && file.Imports.FirstOrDefault(i => i.File is { } f && IsLite(f)) is { } lite)
        {
            diagnostics.Report(DiagnosticRules.LiteRuntime, SpanOf(file, lite),
                $"\"{lite.Path}\" is for the lite runtime (optimize_for = LITE_RUNTIME), this file is not, so it may not import it.");
        }
        if (file.Edition < Edition.Edition2023)
            return;
        if (file.Features.FieldPresence == FieldPresence.LegacyRequired)
            diagnostics.Report(DiagnosticRules.FeatureNotAllowed, FeatureSpan(file), "A file may not make all its fields required.");
        if (file.RawOptions.GetBool(27) == true)
        {
            diagnostics.Report(DiagnosticRules.FeatureNotAllowed, FeatureSpan(file),
                "Editions have no option \"java_string_check_utf8\".", "Use features.(pb.java).utf8_validation.");
        }
    }

    internal static bool IsLite(FileDescriptor file) => file.Options.OptimizeFor == LiteRuntime;

    private static TextSpan FeatureSpan(FileDescriptor file) => file.Syntax.SyntaxStatement?.Span ?? default;

    private static TextSpan SpanOf(FileDescriptor file, FileImport import)
    {
        var syntax = file.Syntax.Imports.Find(i => i.Path.Text == import.Path);
        return syntax?.Path.Span ?? default;
    }

    private static void CheckService(ServiceDescriptor service, DiagnosticBag diagnostics)
    {
        var isGeneric = service.File.RawOptions.GetBool(16) == true || service.File.RawOptions.GetBool(17) == true;
        if (isGeneric && IsLite(service.File))
        {
            diagnostics.Report(DiagnosticRules.LiteRuntime, service.NameSpan,
                "A file for the lite runtime has services only if cc_generic_services and java_generic_services are false.");
        }
    }
}
