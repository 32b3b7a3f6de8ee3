using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of <c>extensions</c> statements and of the declarations in their options.</summary>
internal static class ExtensionRangeRules
{
    private const int MaxFieldNumber = (1 << 29) - 1;

    public static void Check(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        if (message.ExtensionRanges.Count == 0)
            return;
        CheckNumbers(message, diagnostics);
        CheckOverlaps(message, diagnostics);
        CheckFields(message, diagnostics);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in message.ExtensionRanges)
            CheckDeclarations(range, names, diagnostics);
    }

    private static void CheckNumbers(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        var max = message.Options.MessageSetWireFormat ? int.MaxValue : MaxFieldNumber;
        foreach (var range in message.ExtensionRanges)
        {
            if (range.Start <= 0)
                diagnostics.Report(DiagnosticRules.NumberOutOfRange, range.Syntax.Span, "Extension numbers are positive.");
            if (range.End <= range.Start)
                diagnostics.Report(DiagnosticRules.RangeOrder, range.Syntax.Span, "The end of a range may not be before its start.");
            else if ((long)range.End > (long)max + 1)
                diagnostics.Report(DiagnosticRules.NumberOutOfRange, range.Syntax.Span, $"Extension numbers go up to {max}.");
        }
    }

    private static void CheckOverlaps(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        var sorted = message.ExtensionRanges.Select((range, index) => (Range: range, Index: index)).OrderBy(r => r.Range.Start).ThenBy(r => r.Index).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            var (previous, next) = (sorted[i - 1], sorted[i]);
            if (previous.Range.End <= next.Range.Start)
                continue;
            var first = previous.Index < next.Index ? previous.Range : next.Range;
            diagnostics.Report(DiagnosticRules.RangesOverlap, first.Syntax.Span, $"The extension ranges {Text(previous.Range)} and {Text(next.Range)} overlap.");
        }
        var allReserved = new RangeIndex(message.Reserved.Ranges);
        foreach (var range in message.ExtensionRanges)
        {
            if (!allReserved.Intersects(range.Start, range.End) || diagnostics.IsFull)
                continue;
            foreach (var reserved in message.Reserved.Ranges)
            {
                if (range.End > reserved.Start && reserved.End > range.Start)
                    diagnostics.Report(DiagnosticRules.RangesOverlap, range.Syntax.Span, $"The extension range {Text(range)} overlaps the reserved range {reserved.Start} to {reserved.End - 1}.");
            }
        }
    }

    private static void CheckFields(MessageDescriptor message, DiagnosticBag diagnostics)
    {
        var all = new RangeIndex(message.ExtensionRanges.Select(r => new NumberRange(r.Start, r.End)));
        foreach (var field in message.Fields)
        {
            if (!all.Contains(field.Number) || diagnostics.IsFull)
                continue;
            var range = message.ExtensionRanges.FirstOrDefault(r => r.Start <= field.Number && field.Number < r.End);
            if (range is not null)
                diagnostics.Report(DiagnosticRules.RangesOverlap, range.Syntax.Span, $"The extension range {Text(range)} includes the field \"{field.Name}\" ({field.Number}).");
        }
    }

    private static string Text(ExtensionRange range) => $"{range.Start} to {range.End - 1}";

    private static void CheckDeclarations(ExtensionRange range, HashSet<string> names, DiagnosticBag diagnostics)
    {
        var declarations = ExtensionDeclaration.Of(range);
        if (declarations.Count == 0)
            return;
        if (ExtensionDeclaration.IsUnverified(range))
        {
            Report(range, diagnostics, "A range with declarations may not be UNVERIFIED.");
            return;
        }
        var numbers = new HashSet<int>();
        foreach (var declaration in declarations)
        {
            if (declaration.Number < range.Start || declaration.Number >= range.End)
                Report(range, diagnostics, $"The declared number {declaration.Number} is not in the range.");
            if (!numbers.Add(declaration.Number))
                Report(range, diagnostics, $"The number {declaration.Number} is declared twice.");
            CheckNames(declaration, range, names, diagnostics);
        }
    }

    private static void CheckNames(ExtensionDeclaration declaration, ExtensionRange range, HashSet<string> names, DiagnosticBag diagnostics)
    {
        var (name, type) = (declaration.FullName, declaration.Type);
        if (name is null || type is null)
        {
            if ((name is null) != (type is null) || !declaration.IsReserved)
                Report(range, diagnostics, $"The declaration of {declaration.Number} needs both \"full_name\" and \"type\".");
            return;
        }
        if (!names.Add(name))
            Report(range, diagnostics, $"The name \"{name}\" is declared twice.");
        if (!IsFullName(name))
            Report(range, diagnostics, $"\"{name}\" is not a full name.", "Full names begin with a dot.");
        if (!ExtensionDeclaration.IsScalar(type) && !IsFullName(type))
            Report(range, diagnostics, $"\"{type}\" is neither a scalar type nor a full name.", "Full names begin with a dot.");
    }

    private static bool IsFullName(string name) =>
        name.Length > 1 && name[0] == '.' && name.Substring(1).Split('.').All(part => part.Length > 0 && part.All(c => Syntax.Chars.IsLetterOrDigit(c)));

    private static void Report(ExtensionRange range, DiagnosticBag diagnostics, string message, string? hint = null) =>
        diagnostics.Report(DiagnosticRules.ExtensionDeclaration, range.Syntax.Span, message, hint);
}
