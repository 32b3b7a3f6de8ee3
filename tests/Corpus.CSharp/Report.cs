using System.Globalization;

namespace Corpus.CSharp;

/// <summary>Prints what was found: a line for each file that is not equal, a table, and the closing counts.</summary>
internal sealed class Report(IReadOnlyList<Verdict> verdicts, KnownExceptions known)
{
    private const int ShownFindings = 4;

    /// <summary>Files that are not as they should be.</summary>
    public int Failed => verdicts.Count(IsFailure);

    public void Print(IEnumerable<string> missingPackages, TimeSpan time, long peakMemory)
    {
        foreach (var verdict in verdicts.Where(static verdict => verdict.Kind != VerdictKind.Equal).OrderBy(static verdict => verdict.Kind).ThenBy(static verdict => verdict.File.Path, StringComparer.Ordinal))
            Print(verdict);
        Line($"{"package",-56}{"files",8}{"equal",8}{"types",8}{"equal",8}");
        foreach (var package in verdicts.GroupBy(static verdict => verdict.File.Package, StringComparer.Ordinal).OrderBy(static package => package.Key, StringComparer.Ordinal))
            Line($"{package.Key,-56}{package.Count(),8}{package.Count(IsEqual),8}{package.Sum(static v => v.Messages),8}{package.Sum(static v => v.Equal),8}");
        foreach (var package in missingPackages)
            Line($"{package} is not on this machine");
        var others = verdicts.Where(static verdict => !IsEqual(verdict)).GroupBy(static verdict => verdict.Kind).OrderBy(static kind => kind.Key).Select(static kind => $", {kind.Count()} {kind.Key}");
        Line($"{verdicts.Count} files with {verdicts.Sum(static v => v.Messages)} message types in {time.TotalSeconds:F0} s and {peakMemory >> 20} MB: {verdicts.Count(IsEqual)} files and {verdicts.Sum(static v => v.Equal)} types equal{string.Concat(others)}");
        Line($"{verdicts.Count(IsEqual)} passed, {Failed} failed, {verdicts.Count - verdicts.Count(IsEqual) - Failed} skipped");
    }

    private void Print(Verdict verdict)
    {
        Line($"{(IsFailure(verdict) ? "" : "known: ")}{verdict.Kind}: {verdict.File.Package}: {verdict.File.Path}");
        foreach (var finding in verdict.Findings.Take(ShownFindings))
            Line($"    {finding}");
        if (verdict.Findings.Count > ShownFindings)
            Line($"    and {verdict.Findings.Count - ShownFindings} more");
    }

    private bool IsFailure(Verdict verdict) => verdict.Kind == VerdictKind.Different || (!IsEqual(verdict) && !known.Has(verdict));

    private static bool IsEqual(Verdict verdict) => verdict.Kind == VerdictKind.Equal;

    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
