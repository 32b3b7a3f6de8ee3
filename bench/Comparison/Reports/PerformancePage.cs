using System.Text;
using Comparison.Contestants;
using Comparison.Groups;
using Comparison.Reports.Plots;

namespace Comparison.Reports;

/// <summary>
/// docs/performance.md: between its markers <c>&lt;!-- bench:NAME --&gt;</c> and <c>&lt;!-- /bench:NAME --&gt;</c>, one pair for each group and one for the summary, tables are
/// written anew; everything else is somebody's prose and stays. The plots lie beside it, in docs/plots.
/// </summary>
internal static class PerformancePage
{
    private const string SummaryMarker = "summary";

    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "performance.md");
    private static readonly string s_plots = Path.Combine(Repository.Root, "docs", "plots");

    /// <summary>Writes the groups that are in the reports, each from the newest report that has it, and the summary of them.</summary>
    /// <returns>The files that were written.</returns>
    /// <exception cref="FormatException">The page has no place for a group.</exception>
    public static IReadOnlyList<string> Write(IEnumerable<Report> reports)
    {
        var newestFirst = reports.OrderByDescending(report => report.Date).ToList();
        var page = File.ReadAllText(s_page);
        Directory.CreateDirectory(s_plots);
        List<string> written = [s_page];
        var shown = new List<Measurements.ScenarioResult>();
        foreach (var group in AllGroups.InOrder)
        {
            if (newestFirst.FirstOrDefault(report => report.Scenarios.Any(scenario => scenario.Group == group.Name)) is not { } report) continue;
            var scenarios = report.Scenarios.Where(scenario => scenario.Group == group.Name).ToList();
            shown.AddRange(scenarios);
            var plot = Path.Combine(s_plots, group.Name + ".svg");
            File.WriteAllText(plot, Plot.Of(scenarios));
            written.Add(plot);
            page = Replace(page, group.Name, GroupText(group, report, scenarios));
        }

        if (shown.Count > 0) page = Replace(page, SummaryMarker, Summary.Of(shown));
        File.WriteAllText(s_page, page);
        return written;
    }

    private static string GroupText(IScenarioGroup group, Report report, List<Measurements.ScenarioResult> scenarios)
    {
        var text = new StringBuilder();
        text.Append(Markdown.Origin(report)).AppendLine();
        text.Append(Markdown.Busy(report, group.Name));
        text.AppendLine($"![{group.Title}](plots/{group.Name}.svg)").AppendLine();
        foreach (var scenario in scenarios)
        {
            text.AppendLine($"### {scenario.Title}").AppendLine();
            text.Append(Markdown.Scenario(scenario));
        }

        return text.ToString();
    }

    private static string Replace(string page, string name, string text)
    {
        var opening = $"<!-- bench:{name} -->";
        var closing = $"<!-- /bench:{name} -->";
        var start = page.IndexOf(opening, StringComparison.Ordinal);
        var end = page.IndexOf(closing, StringComparison.Ordinal);
        if (start < 0 || end < start) throw new FormatException($"docs/performance.md has no {opening} with a {closing} behind it.");
        return page[..(start + opening.Length)] + "\n" + text.TrimEnd() + "\n" + page[end..];
    }
}
