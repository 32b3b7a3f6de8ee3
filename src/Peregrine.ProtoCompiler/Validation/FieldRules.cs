using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of fields and extensions.</summary>
internal static class FieldRules
{
    private const int MaxNumber = (1 << 29) - 1;
    private const int FirstImplementationNumber = 19000;
    private const int LastImplementationNumber = 19999;
    private const int UnverifiedLazyOption = 15;

    public static void Check(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        CheckNumber(field, diagnostics);
        CheckOptions(field, diagnostics);
        CheckMap(field, diagnostics);
        CheckMessageSet(field, diagnostics);
        if (field.IsExtension)
            ExtensionRules.Check(field, diagnostics);
        if (field.File.Edition == Edition.Proto3)
            CheckProto3(field, diagnostics);
        else if (field.File.Edition >= Edition.Edition2023)
            FieldFeatureRules.Check(field, diagnostics);
    }

    private static void CheckNumber(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        var span = field.Syntax.NumberSpan;
        if (field.Number <= 0)
            diagnostics.Report(DiagnosticRules.NumberOutOfRange, span, "Field numbers are positive.", field.ContainingType is { } m ? MessageRules.HintForNumber(m) : null);
        else if (!field.IsExtension && field.Number > MaxNumber)
            diagnostics.Report(DiagnosticRules.NumberOutOfRange, span, $"Field numbers go up to {MaxNumber}.");
        else if (field.Number is >= FirstImplementationNumber and <= LastImplementationNumber)
        {
            diagnostics.Report(DiagnosticRules.NumberOfImplementation, span,
                $"The numbers {FirstImplementationNumber} to {LastImplementationNumber} are set aside for the protobuf implementation.");
        }
    }

    private static void CheckOptions(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        var isLazy = field.Options.Lazy || field.RawOptions.GetBool(UnverifiedLazyOption) == true;
        if (isLazy && field.Type != FieldType.Message)
            ReportOption(field, "lazy", "\"lazy\" is for message fields.", diagnostics);
        if (field.Options.Packed == true && !field.IsPackable)
            ReportOption(field, "packed", "\"packed\" is for repeated fields of numbers, bools and enums.", diagnostics);
        var is64Bits = field.Type is FieldType.Int64 or FieldType.UInt64 or FieldType.SInt64 or FieldType.Fixed64 or FieldType.SFixed64;
        if (field.Options.Jstype != 0 && !is64Bits)
            ReportOption(field, "jstype", "\"jstype\" is for fields of 64-bit integers.", diagnostics);
        if (field.File.Edition >= Edition.Edition2024 && field.RawOptions.Find(1) is not null)
            ReportOption(field, "ctype", "Edition 2024 has no option \"ctype\".", diagnostics);
        if (field.JsonName.IndexOf('\0') >= 0)
            ReportOption(field, "json_name", "A JSON name may not contain NUL.", diagnostics);
    }

    // At the type, where protoc reports these; the option's name is in the message.
    private static void ReportOption(FieldDescriptor field, string option, string message, DiagnosticBag diagnostics)
    {
        var syntax = field.Syntax.Options?.Options.Find(o => o.Name[0].Text == option);
        var span = syntax is not null && OnOneLine(field, syntax) ? syntax.NameSpan : field.Syntax.Type.Span;
        diagnostics.Report(DiagnosticRules.OptionNotAllowed, span, message);
    }

    private static bool OnOneLine(FieldDescriptor field, OptionSyntax option)
    {
        var source = field.File.Source;
        return source.GetPosition(field.Syntax.Type.Span.Start).Line == source.GetPosition(option.Span.Start).Line;
    }

    private static void CheckMap(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (field.MessageType is not { IsMapEntry: true, MapKey: { } key, MapValue: { } value })
            return;
        var span = field.Syntax.Type.Span;
        if (field.Syntax.Nested is null && !field.File.IsSerialized)
        {
            diagnostics.Report(DiagnosticRules.MapNotAllowed, span, $"\"{field.MessageType.FullName}\" belongs to a map and is no type for other fields.",
                "Write: map<key, value> name = number;");
        }
        var isForbidden = key.Type is FieldType.Float or FieldType.Double or FieldType.Bytes or FieldType.Message or FieldType.Group or FieldType.Enum;
        if (isForbidden)
            diagnostics.Report(DiagnosticRules.MapKey, span, "The key of a map is an integer, a bool or a string.");
        if (value.EnumType is { Values.Count: > 0 } type && type.Values[0].Number != 0)
            diagnostics.Report(DiagnosticRules.MapKey, span, $"An enum in a map begins with the value 0, which \"{type.FullName}\" does not.");
    }

    private static void CheckMessageSet(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (field.ContainingType is not { Options.MessageSetWireFormat: true })
            return;
        if (!field.IsExtension)
            diagnostics.Report(DiagnosticRules.MessageSet, field.NameSpan, "A message set has extensions only, no fields.");
        else if (field.Label != FieldLabel.Optional || field.Type != FieldType.Message)
            diagnostics.Report(DiagnosticRules.MessageSet, field.Syntax.Type.Span, "Extensions of a message set are optional messages.");
    }

    private static void CheckProto3(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (field.IsRequired)
            diagnostics.Report(DiagnosticRules.NotInProto3, field.Syntax.Type.Span, "proto3 has no required fields.", "Remove \"required\".");
        if (field.DefaultValue is not null)
        {
            var syntax = field.Syntax.Options?.Options.Find(o => o.Name[0].Text == "default");
            diagnostics.Report(DiagnosticRules.NotInProto3, syntax?.Value.Span ?? field.NameSpan, "proto3 has no default values: they are zero.", "Remove the default, or use an edition.");
        }
        if (field.Type == FieldType.Group)
            diagnostics.Report(DiagnosticRules.NotInProto3, field.Syntax.Type.Span, "proto3 has no groups.", "Use a message.");
        if (field.EnumType is { IsClosed: true } type)
        {
            diagnostics.Report(DiagnosticRules.NotInProto3, field.Syntax.Type.Span,
                $"The enum \"{type.FullName}\" is closed (it comes from proto2), so a proto3 message may not use it.");
        }
    }
}
