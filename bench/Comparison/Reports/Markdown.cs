using System.Globalization;
using System.Text;
using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Reports;

/// <summary>Results as Markdown that reads well without being rendered: one table for each scenario, the verdicts below.</summary>
internal static class Markdown
{
    public static string Origin(Report report)
    {
        var machine = report.Machine;
        var rounds = report.Rounds == 1 ? "one round" : $"medians of {report.Rounds} rounds (where scenarios are many of 3)";
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Date:yyyy-MM-dd}, {machine.Processor}, {machine.Cores} cores, kernel {machine.Kernel}.");
        text.AppendLine(string.Join(", ", machine.Versions.Select(version => $"{version.Key} {version.Value}")) + ".");
        text.AppendLine(CultureInfo.InvariantCulture, $"`{report.Command}`: {rounds}, windows of {report.Seconds} s, contestants alternating.");
        return text.ToString();
    }

    /// <summary>A warning when the machine was not quiet before the group; else nothing.</summary>
    public static string Busy(Report report, string group) =>
        report.BusyCores.TryGetValue(group, out var busy) && busy > Machine.ToleratedBusyCores
            ? string.Create(CultureInfo.InvariantCulture, $"Something else kept {busy} cores busy when this began: do not trust the figures.\n\n")
            : "";

    public static string Scenario(ScenarioResult result)
    {
        var text = new StringBuilder();
        AppendTable(text, result);
        text.AppendLine();
        if (result.Remark is { Length: > 0 } remark) text.AppendLine(remark).AppendLine();
        foreach (var verdict in result.Verdicts) text.AppendLine("- " + Verdict(verdict));
        foreach (var failure in result.Failures) text.AppendLine("- Failed: " + failure.Split('\n')[0]);
        if (result.Verdicts.Count + result.Failures.Count > 0) text.AppendLine();
        return text.ToString();
    }

    public static string Verdict(Verdict verdict)
    {
        var outcome = verdict.IsMet switch { true => "**met**", false => "**missed**", null => "" };
        var figure = verdict.Ratio is { } ratio
            ? string.Create(CultureInfo.InvariantCulture, $"{Short(verdict.Ours)} is {ratio:F2} of {verdict.Rival} ({Short(verdict.Theirs!.Value)})")
            : Short(verdict.Ours);
        return $"{verdict.Text}: {figure}{(outcome.Length > 0 ? ": " + outcome : "")}";
    }

    /// <summary>Three digits that count.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>A table with every column as wide as it needs; columns of numbers end at the right.</summary>
    public static void AppendTable(StringBuilder text, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        var areNumbers = columns.Select((_, i) => rows.All(row => row[i].Length == 0 || char.IsAsciiDigit(row[i].TrimStart('-')[0]))).ToArray();
        text.AppendLine(Line(columns, widths, areNumbers));
        text.AppendLine("|" + string.Concat(widths.Zip(areNumbers, (width, isNumber) => isNumber ? new string('-', width + 1) + ":|" : new string('-', width + 2) + "|")));
        foreach (var row in rows) text.AppendLine(Line(row, widths, areNumbers));
    }

    private static void AppendTable(StringBuilder text, ScenarioResult result)
    {
        var main = result.Figures.Count > 0 ? result.Figures[0] : null;
        // Points of an axis are not compared one by one: a column each is enough.
        var ours = result.Axis is null && main is not null ? result.Ours?[main] : null;
        var hasErrors = result.Errors > 0;
        List<string> columns = [result.Axis ?? "", .. result.Figures.Select(figure => figure.Heading)];
        if (ours is not null) columns.Insert(2, "to ours");
        if (hasErrors) columns.Add("errors");

        var rows = new List<IReadOnlyList<string>>();
        foreach (var contestant in result.Contestants)
        {
            var isOurs = contestant.Kind is EntrantKind.Ours;
            List<string> cells = [isOurs ? $"**{contestant.Name}**" : contestant.Name, .. result.Figures.Select(figure => contestant[figure] is { } value ? figure.Format(value) : "")];
            if (ours is { } own) cells.Insert(2, contestant[main!] is { } value && own != 0 ? (value / own).ToString("F2", CultureInfo.InvariantCulture) : "");
            if (hasErrors) cells.Add(contestant.Errors.ToString(CultureInfo.InvariantCulture));
            rows.Add(cells);
        }

        AppendTable(text, columns, rows);
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths, bool[] areNumbers) =>
        "| " + string.Join(" | ", cells.Select((cell, i) => areNumbers[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))) + " |";
}
