using Spectre.Console;

namespace Interop.Matrix;

/// <summary>One table: a row for each pair, a numbered column for each case; then what failed, what was skipped, and the sum.</summary>
internal static class Report
{
    public static void Print(IReadOnlyList<Verdict> verdicts)
    {
        var cases = verdicts.Select(verdict => verdict.Case).Distinct().OrderBy(name => Array.IndexOf([.. Plan.Cases, .. Plan.Http2Cases], name)).ToArray();
        var rows = verdicts.GroupBy(verdict => verdict.Pair).Select(row => Row(row.Key, [.. row], cases)).ToArray();
        string[] head = ["client", "server", "security", .. Enumerable.Range(1, cases.Length).Select(number => $"{number}")];

        if (Console.IsOutputRedirected) PrintPlain(head, rows);
        else PrintRich(head, rows);

        Console.WriteLine(string.Join("  ", cases.Select((name, index) => $"{index + 1} {name}")));
        Console.WriteLine("An empty field: one of the two programs does not have the case (tests/peers/README.md).");
        PrintDetails("FAILED", verdicts.Where(verdict => verdict.Outcome is Outcome.Failed));
        PrintDetails("skipped", verdicts.Where(verdict => verdict.Outcome is Outcome.Skipped));
        Console.WriteLine();
        Console.WriteLine($"{Count(verdicts, Outcome.Passed)} passed, {Count(verdicts, Outcome.Failed)} failed, {Count(verdicts, Outcome.Skipped)} skipped");
    }

    private static string[] Row(Pair pair, Verdict[] verdicts, string[] cases) =>
    [
        pair.Client.Name, pair.Server.Name, pair.Security.ToString().ToLowerInvariant(),
        .. cases.Select(name => verdicts.FirstOrDefault(verdict => verdict.Case == name)?.Outcome switch
        {
            Outcome.Passed => "ok",
            Outcome.Failed => "FAIL",
            Outcome.Skipped => "skip",
            _ => "",
        }),
    ];

    private static void PrintPlain(string[] head, string[][] rows)
    {
        var widths = head.Select((text, column) => rows.Select(row => row[column].Length).Append(text.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(head))
        {
            Console.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static void PrintRich(string[] head, string[][] rows)
    {
        var table = new Table().RoundedBorder();
        foreach (var text in head) table.AddColumn(new TableColumn(text).NoWrap());
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(text => text switch
            {
                "ok" => "[green]ok[/]",
                "FAIL" => "[red bold]FAIL[/]",
                "skip" => "[yellow]skip[/]",
                _ => Markup.Escape(text),
            })]);
        }
        AnsiConsole.Write(table);
    }

    private static void PrintDetails(string heading, IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            Console.WriteLine($"{heading} {verdict.Pair.Name}/{verdict.Case}: {verdict.Detail}");
        }
    }

    private static int Count(IReadOnlyList<Verdict> verdicts, Outcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
}
