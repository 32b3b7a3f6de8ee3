using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Rules of <c>reserved</c> that messages and enums share.</summary>
internal static class ReservedRules
{
    /// <summary>Ranges run upwards and do not overlap.</summary>
    public static void CheckRanges(List<RangeSyntax> spans, IReadOnlyList<NumberRange> ranges, bool inclusiveEnd, DiagnosticBag diagnostics)
    {
        var extra = inclusiveEnd ? 1 : 0;
        for (var i = 0; i < ranges.Count; i++)
        {
            if ((long)ranges[i].End + extra <= ranges[i].Start)
                diagnostics.Report(DiagnosticRules.RangeOrder, spans[i].Span, "The end of a range may not be before its start.");
        }
        var order = Enumerable.Range(0, ranges.Count).OrderBy(i => ranges[i].Start).ThenBy(i => i).ToList();
        for (var i = 1; i < order.Count; i++)
        {
            var (previous, next) = (ranges[order[i - 1]], ranges[order[i]]);
            if ((long)previous.End + extra <= next.Start)
                continue;
            var first = Math.Min(order[i - 1], order[i]);
            diagnostics.Report(DiagnosticRules.RangesOverlap, spans[first].Span,
                $"The reserved ranges {Text(previous, extra)} and {Text(next, extra)} overlap.");
        }
    }

    /// <summary>Reserved numbers are not used. Said at the number and at the range, either of which may be the mistake.</summary>
    public static void CheckNumbers(List<RangeSyntax> spans, IReadOnlyList<NumberRange> ranges, bool inclusiveEnd,
        IEnumerable<(Descriptor Member, int Number, TextSpan Span)> members, DiagnosticBag diagnostics)
    {
        if (ranges.Count == 0)
            return;
        var index = new RangeIndex(ranges, inclusiveEnd);
        var extra = inclusiveEnd ? 1 : 0;
        foreach (var (member, number, span) in members)
        {
            if (!index.Contains(number) || diagnostics.IsFull)
                continue;
            diagnostics.Report(DiagnosticRules.ReservedUsed, span, $"\"{member.Name}\" uses the reserved number {number}.");
            for (var i = 0; i < ranges.Count; i++)
            {
                if (ranges[i].Start <= number && number < (long)ranges[i].End + extra)
                    diagnostics.Report(DiagnosticRules.ReservedUsed, spans[i].Span, $"The number {number} is reserved here and used by \"{member.Name}\".");
            }
        }
    }

    /// <summary>Names are reserved once, and not used.</summary>
    public static void CheckNames(List<ReservedSyntax> statements, IReadOnlyList<Descriptor> members, DiagnosticBag diagnostics)
    {
        if (!statements.Exists(s => s.Names.Count > 0))
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in statements.SelectMany(s => s.Names))
        {
            if (!names.Add(name.Text))
                diagnostics.Report(DiagnosticRules.ReservedTwice, name.Span, $"The name \"{name.Text}\" is reserved twice.");
        }
        foreach (var member in members)
        {
            if (names.Contains(member.Name))
                diagnostics.Report(DiagnosticRules.ReservedUsed, member.NameSpan, $"The name \"{member.Name}\" is reserved.");
        }
    }

    private static string Text(NumberRange range, int extra) => $"{range.Start} to {range.End - 1 + extra}";
}
