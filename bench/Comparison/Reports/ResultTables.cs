using Comparison.Contestants;
using Comparison.Measurements;
using Spectre.Console;

namespace Comparison.Reports;

/// <summary>One table per scenario: drawn on a terminal, Markdown otherwise, so that it can be pasted.</summary>
internal static class ResultTables
{
    public static void Print(Report report)
    {
        Console.WriteLine($"{report.Date:yyyy-MM-dd}, {report.Machine.Processor}, {report.Machine.Cores} cores, kernel {report.Machine.Kernel}");
        Console.WriteLine(string.Join(", ", report.Machine.Versions.Select(version => $"{version.Key} {version.Value}")));
        Console.WriteLine($"{report.Command}: medians of {report.Rounds} rounds of {report.Seconds} s, contestants alternating");
        foreach (var scenario in report.Scenarios) Print(scenario);
    }

    private static void Print(ScenarioResult result)
    {
        var ours = result.Contestants.FirstOrDefault(contestant => contestant.Name == Contestant.Ours);
        var isClient = result.Scenario.Side == "client";
        string[] columns = ["contestant", "CPU µs per call", "to ours", "calls/s", "to ours", .. isClient ? ["p50 µs", "p99 µs", "B allocated per call"] : Array.Empty<string>(), "errors"];
        var rows = result.Contestants.Select(contestant => (string[])
        [
            contestant.Name,
            contestant.CpuMicrosecondsPerCall.ToString("F2"),
            Ratio(contestant.CpuMicrosecondsPerCall, ours?.CpuMicrosecondsPerCall),
            contestant.CallsPerSecond.ToString("F0"),
            Ratio(contestant.CallsPerSecond, ours?.CallsPerSecond),
            .. isClient ? [Figure(contestant.P50Microseconds), Figure(contestant.P99Microseconds), Figure(contestant.AllocatedBytesPerCall)] : Array.Empty<string>(),
            contestant.Errors.ToString(),
        ]).ToArray();

        Console.WriteLine();
        if (Console.IsOutputRedirected) PrintMarkdown(result.Scenario.Title, columns, rows);
        else PrintDrawn(result.Scenario.Title, columns, rows);
    }

    private static void PrintDrawn(string title, string[] columns, string[][] rows)
    {
        var table = new Table().Title(title).RoundedBorder();
        foreach (var column in columns) table.AddColumn(new TableColumn(column).RightAligned());
        table.Columns[0].LeftAligned();
        foreach (var row in rows) table.AddRow(row.Select(cell => row[0] == Contestant.Ours ? new Markup(Markup.Escape(cell), new Style(Color.Green)) : new Markup(Markup.Escape(cell))));
        AnsiConsole.Write(table);
    }

    private static void PrintMarkdown(string title, string[] columns, string[][] rows)
    {
        var widths = columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Length).Max()).ToArray();
        Console.WriteLine($"{title}:\n");
        Console.WriteLine(Line(columns, widths));
        Console.WriteLine("|" + string.Concat(widths.Select((width, i) => i == 0 ? new string('-', width + 2) + "|" : new string('-', width + 1) + ":|")));
        foreach (var row in rows) Console.WriteLine(Line(row, widths));
    }

    private static string Line(string[] cells, int[] widths) =>
        "| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |";

    private static string Ratio(double figure, double? ours) => ours is { } own ? (figure / own).ToString("F2") : "-";

    private static string Figure(double? figure) => figure?.ToString("F0") ?? "-";
}
