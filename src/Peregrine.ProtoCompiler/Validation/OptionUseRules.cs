using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Options and features are used where (<c>targets</c>) and in the editions (<c>feature_support</c>) that they are made for.</summary>
internal sealed class OptionUseRules
{
    private const int TargetsField = 19;
    private const int FieldSupportField = 22;
    private const int EnumValueSupportField = 4;

    private readonly DiagnosticBag _diagnostics;
    private readonly Edition _edition;

    private OptionUseRules(FileDescriptor file, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _edition = file.Edition;
    }

    private enum Target
    {
        File = 1,
        ExtensionRange = 2,
        Message = 3,
        Field = 4,
        Oneof = 5,
        Enum = 6,
        EnumEntry = 7,
        Service = 8,
        Method = 9,
    }

    public static void Check(FileDescriptor file, DiagnosticBag diagnostics)
    {
        var rules = new OptionUseRules(file, diagnostics);
        rules.Check(file.RawOptions, Target.File, StatementsIn(file.Syntax.Members));
        foreach (var message in file.Messages)
            rules.CheckMessage(message);
        foreach (var @enum in file.Enums)
            rules.CheckEnum(@enum);
        foreach (var extension in file.Extensions)
            rules.CheckField(extension);
        foreach (var service in file.Services)
        {
            rules.Check(service.RawOptions, Target.Service, StatementsIn(service.Syntax.Members));
            foreach (var method in service.Methods)
                rules.Check(method.RawOptions, Target.Method, method.Syntax.Options);
        }
    }

    private void CheckMessage(MessageDescriptor message)
    {
        if (message.IsMapEntry)
            return;
        Check(message.RawOptions, Target.Message, StatementsIn(message.Syntax.Members));
        foreach (var field in message.Fields)
            CheckField(field);
        foreach (var oneof in message.Oneofs)
            Check(oneof.RawOptions, Target.Oneof, StatementsIn(oneof.Syntax?.Members ?? []));
        foreach (var range in message.ExtensionRanges)
            Check(range.RawOptions, Target.ExtensionRange, range.Statement?.Options?.Options ?? []);
        foreach (var nested in message.NestedMessages)
            CheckMessage(nested);
        foreach (var @enum in message.NestedEnums)
            CheckEnum(@enum);
        foreach (var extension in message.NestedExtensions)
            CheckField(extension);
    }

    private void CheckField(FieldDescriptor field) => Check(field.RawOptions, Target.Field, field.Syntax.Options?.Options ?? []);

    private void CheckEnum(EnumDescriptor @enum)
    {
        Check(@enum.RawOptions, Target.Enum, StatementsIn(@enum.Syntax.Members));
        foreach (var value in @enum.Values)
            Check(value.RawOptions, Target.EnumEntry, value.Syntax.Options?.Options ?? []);
    }

    private static IEnumerable<OptionSyntax> StatementsIn(List<SyntaxNode> members) => members.OfType<OptionSyntax>();

    private void Check(OptionMessage options, Target target, IEnumerable<OptionSyntax> written)
    {
        foreach (var field in options.Fields)
        {
            var span = SpanOf(field.Field, written);
            CheckTarget(field.Field, target, span);
            CheckField(field, target, span);
        }
    }

    private void CheckField(OptionField field, Target target, TextSpan span)
    {
        CheckSupport(field.Field.FullName, field.Field.RawOptions.GetMessage(FieldSupportField), span);
        foreach (var value in field.Values)
        {
            if (value.Message is { } message)
                CheckNested(message, target, span);
            else if (field.Field.EnumType is { } type)
                CheckEnumValue(type, (int)value.Bits, span);
        }
    }

    private void CheckNested(OptionMessage message, Target target, TextSpan span)
    {
        foreach (var field in message.Fields)
        {
            CheckTarget(field.Field, target, span);
            CheckField(field, target, span);
        }
    }

    private void CheckEnumValue(EnumDescriptor type, int number, TextSpan span)
    {
        foreach (var value in type.Values)
        {
            if (value.Number == number)
            {
                CheckSupport(value.FullName, value.RawOptions.GetMessage(EnumValueSupportField), span);
                return;
            }
        }
    }

    private void CheckTarget(FieldDescriptor option, Target target, TextSpan span)
    {
        if (option.RawOptions.Find(TargetsField) is not { } targets || targets.Values.Any(value => value.Bits == (ulong)target))
            return;
        var allowed = string.Join(", ", targets.Values.Select(value => Describe((Target)value.Bits)));
        _diagnostics.Report(DiagnosticRules.OptionTarget, span, $"The option \"{option.FullName}\" may not be set on {Describe(target)}.", $"It is for: {allowed}.");
    }

    private static string Describe(Target target) => target switch
    {
        Target.File => "a file",
        Target.ExtensionRange => "an extension range",
        Target.Message => "a message",
        Target.Field => "a field",
        Target.Oneof => "a oneof",
        Target.Enum => "an enum",
        Target.EnumEntry => "an enum value",
        Target.Service => "a service",
        Target.Method => "a method",
        _ => "something else",
    };

    private void CheckSupport(string name, OptionMessage? support, TextSpan span)
    {
        if (support is null)
            return;
        var edition = (long)_edition;
        if (support.GetInt64(1) is { } introduced && edition < introduced)
            _diagnostics.Report(DiagnosticRules.OptionLifetime, span, $"\"{name}\" needs {Describe(introduced)}.");
        if (support.GetInt64(4) is { } removed && edition >= removed)
            _diagnostics.Report(DiagnosticRules.OptionLifetime, span, $"\"{name}\" was removed in {Describe(removed)}.", support.GetString(5));
        else if (support.GetInt64(2) is { } deprecated && edition >= deprecated)
            _diagnostics.Report(DiagnosticRules.OptionDeprecated, span, $"\"{name}\" is deprecated since {Describe(deprecated)}.", support.GetString(3));
    }

    private static string Describe(long edition) => edition switch
    {
        900 => "the first edition",
        998 => "proto2",
        999 => "proto3",
        >= 1000 and < 2000 => "edition " + (edition + 1023).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "a later edition",
    };

    private static TextSpan SpanOf(FieldDescriptor field, IEnumerable<OptionSyntax> written)
    {
        foreach (var option in written)
        {
            var first = option.Name[0];
            var isMatch = first.IsExtension ? field.IsExtension && first.Text.EndsWith(field.Name, StringComparison.Ordinal) : first.Text == field.Name;
            if (isMatch)
                return option.NameSpan;
        }
        return default;
    }
}
