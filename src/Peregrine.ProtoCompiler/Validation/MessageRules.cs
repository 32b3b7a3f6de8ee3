using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of messages: numbers and names used once, reserved ones not at all.</summary>
internal static class MessageRules
{
    public static void Check(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        CheckNumbers(message, diagnostics);
        if (message.Syntax.Kind == MessageKind.MapEntry)
            return;
        var reserved = ReservedSyntaxOf(message.Syntax.Members);
        CheckReservedRanges(message, reserved, diagnostics);
        ReservedRules.CheckNames(reserved, message.Fields, diagnostics);
        CheckOneofs(message, diagnostics);
        CheckOptions(message, diagnostics);
        if (message.File.Edition == Edition.Proto3)
            CheckProto3(message, diagnostics);
    }

    private static List<ReservedSyntax> ReservedSyntaxOf(List<SyntaxNode> members) => [.. members.OfType<ReservedSyntax>()];

    private static void CheckNumbers(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        var byNumber = new Dictionary<int, FieldDescriptor>(message.Fields.Count);
        foreach (var field in message.Fields)
        {
            if (diagnostics.IsFull)
                return;
            if (byNumber.TryGetValue(field.Number, out var other))
            {
                diagnostics.Report(DiagnosticRules.DuplicateNumber, field.Syntax.NumberSpan,
                    $"The number {field.Number} is used by the field \"{other.Name}\" of \"{message.Name}\" already.", HintForNumber(message));
            }
            else
                byNumber.Add(field.Number, field);
        }
    }

    internal static string HintForNumber(MessageDescriptor message)
    {
        var used = message.Fields.Select(f => (Start: (long)f.Number, End: (long)f.Number + 1))
            .Concat(message.ExtensionRanges.Select(r => (Start: (long)r.Start, End: (long)r.End)))
            .Concat(message.Reserved.Ranges.Select(r => (Start: (long)r.Start, End: (long)r.End)))
            .OrderBy(range => range.Start);
        var next = 1L;
        foreach (var (start, end) in used)
        {
            if (start > next)
                break;
            next = Math.Max(next, end);
        }
        return $"The next free number is {next}.";
    }

    private static void CheckReservedRanges(MessageDescriptor message, List<ReservedSyntax> reserved, DiagnosticBag diagnostics)
    {
        var spans = reserved.SelectMany(r => r.Ranges).ToList();
        ReservedRules.CheckRanges(spans, message.Reserved.Ranges, inclusiveEnd: false, diagnostics);
        ReservedRules.CheckNumbers(spans, message.Reserved.Ranges, inclusiveEnd: false, message.Fields.Select(f => ((Descriptor)f, f.Number, f.Syntax.NumberSpan)), diagnostics);
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Start <= 0)
                diagnostics.Report(DiagnosticRules.NumberOutOfRange, spans[i].Span, "Reserved numbers are positive.");
        }
    }

    private static void CheckOneofs(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        foreach (var oneof in message.Oneofs)
        {
            if (oneof.Fields.Count == 0)
                diagnostics.Report(DiagnosticRules.EmptyOneof, oneof.NameSpan, $"The oneof \"{oneof.Name}\" has no field.");
        }
    }

    private static void CheckOptions(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        foreach (var option in message.Syntax.Members.OfType<OptionSyntax>())
        {
            if (option.Name[0] is { IsExtension: false, Text: "map_entry" })
                diagnostics.Report(DiagnosticRules.MapNotAllowed, option.NameSpan, "\"map_entry\" may not be set.", "Write: map<key, value> name = number;");
        }
        if (message.Visibility == SymbolVisibility.Export && message.ContainingType is not null
            && message.Features.DefaultSymbolVisibility == DefaultSymbolVisibility.Strict)
        {
            diagnostics.Report(DiagnosticRules.VisibilityNotAllowed, message.NameSpan,
                $"The nested message \"{message.Name}\" may not be exported with default_symbol_visibility = STRICT.", "Move it to the top level.");
        }
    }

    private static void CheckProto3(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        if (message.ExtensionRanges.Count > 0)
            diagnostics.Report(DiagnosticRules.NotInProto3, message.ExtensionRanges[0].Syntax.Span, "Messages of proto3 have no extension ranges.", "Use google.protobuf.Any, or an edition.");
        if (message.Options.MessageSetWireFormat)
            diagnostics.Report(DiagnosticRules.NotInProto3, message.NameSpan, "proto3 has no message sets.");
    }
}
