using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of extensions.</summary>
internal static class ExtensionRules
{
    private const int UnverifiedLazyOption = 15;

    public static void Check(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (field.Syntax.Label == FieldLabel.Required)
            diagnostics.Report(DiagnosticRules.ExtensionNotAllowed, field.Syntax.Type.Span, $"The extension \"{field.FullName}\" may not be required.");
        if (field.RawOptions.GetBool(UnverifiedLazyOption) == true)
            diagnostics.Report(DiagnosticRules.OptionNotAllowed, field.Syntax.Type.Span, "Extensions may not be \"unverified_lazy\".");
        if (field.HasExplicitJsonName && field.JsonName != Names.ToJsonName(field.Name))
            diagnostics.Report(DiagnosticRules.JsonName, JsonNameSpan(field), "An extension has no \"json_name\": it is written as [full.name].");
        if (field.ContainingType is not { } extendee)
            return;
        if (FileRules.IsLite(field.File) && !FileRules.IsLite(extendee.File))
            Report(field, DiagnosticRules.LiteRuntime, "A file for the lite runtime may not extend a message that is not.", diagnostics);
        if (field.File.Edition == Edition.Proto3 && !IsCustomOption(extendee))
            Report(field, DiagnosticRules.NotInProto3, "proto3 has extensions for custom options only.", diagnostics);
        CheckDeclaration(field, extendee, diagnostics);
    }

    private static TextSpan JsonNameSpan(FieldDescriptor field) =>
        field.Syntax.Options?.Options.Find(o => o.Name[0].Text == "json_name")?.NameSpan ?? field.NameSpan;

    private static bool IsCustomOption(MessageDescriptor extendee)
    {
        const string Prefix = "google.protobuf.";
        return extendee.FullName.StartsWith(Prefix, StringComparison.Ordinal) && extendee.FullName.Substring(Prefix.Length)
            is "FileOptions" or "MessageOptions" or "FieldOptions" or "EnumOptions" or "EnumValueOptions" or "ServiceOptions"
            or "MethodOptions" or "OneofOptions" or "ExtensionRangeOptions" or "StreamOptions" or "SourceCodeInfo" or "FeatureSet";
    }

    private static void CheckDeclaration(FieldDescriptor field, MessageDescriptor extendee, DiagnosticBag diagnostics)
    {
        var range = extendee.ExtensionRanges.FirstOrDefault(r => r.Start <= field.Number && field.Number < r.End);
        // Those of descriptor.proto are a registry that files outside of it need not be in.
        if (range is null || extendee.File.Name == "google/protobuf/descriptor.proto")
            return;
        var declarations = ExtensionDeclaration.Of(range);
        var declaration = declarations.Find(d => d.Number == field.Number);
        if (declaration is not null)
            CheckAgainst(declaration, field, diagnostics);
        else if (declarations.Count > 0 || ExtensionDeclaration.MustBeDeclared(range))
        {
            Report(field, DiagnosticRules.ExtensionDeclaration,
                $"\"{extendee.FullName}\" does not declare the extension \"{field.FullName}\" with number {field.Number}, which its range demands.", diagnostics);
        }
    }

    private static void CheckAgainst(ExtensionDeclaration declaration, FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (declaration.IsReserved)
        {
            Report(field, DiagnosticRules.ExtensionDeclaration, $"The extension number {field.Number} is declared as reserved.", diagnostics);
            return;
        }
        var type = TypeName(field);
        var declaredType = declaration.Type is { } t && !ExtensionDeclaration.IsScalar(t) && t[0] != '.' ? "." + t : declaration.Type;
        if (declaredType is not null && declaredType != type)
            Report(field, DiagnosticRules.ExtensionDeclaration, $"The extension number {field.Number} is declared with type \"{declaredType}\", not \"{type}\".", diagnostics);
        if (declaration.FullName is { } name && name != "." + field.FullName)
            Report(field, DiagnosticRules.ExtensionDeclaration, $"The extension number {field.Number} is declared with name \"{name}\", not \".{field.FullName}\".", diagnostics);
        if (declaration.IsRepeated != field.IsRepeated)
            Report(field, DiagnosticRules.ExtensionDeclaration, $"The extension number {field.Number} is declared as {(declaration.IsRepeated ? "repeated" : "not repeated")}.", diagnostics);
    }

    private static string TypeName(FieldDescriptor field) =>
        (field.MessageType?.FullName ?? field.EnumType?.FullName) is { } name ? "." + name : field.Type.ToString().ToLowerInvariant();

    private static void Report(FieldDescriptor field, DiagnosticRule rule, string message, DiagnosticBag diagnostics) =>
        diagnostics.Report(rule, field.Syntax.Extendee is { } extendee && IsFirst(field) ? extendee.Span : field.NameSpan, message);

    // The extended message is written once for all fields of a block; only the first may point there.
    private static bool IsFirst(FieldDescriptor field)
    {
        var siblings = field.Scope?.NestedExtensions ?? field.File.Extensions;
        return field.Index == 0 || siblings[field.Index - 1].Syntax.Extendee != field.Syntax.Extendee;
    }
}
