using System.Globalization;
using System.Text;
using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Reports;

/// <summary>All targets in one table, and all figures in which somebody else is ahead.</summary>
internal static class Summary
{
    public static string Of(IReadOnlyList<ScenarioResult> scenarios)
    {
        var text = new StringBuilder();
        AppendTargets(text, scenarios);
        AppendOthersAhead(text, scenarios);
        return text.ToString();
    }

    private static void AppendTargets(StringBuilder text, IReadOnlyList<ScenarioResult> scenarios)
    {
        var aims = (from scenario in scenarios from verdict in scenario.Verdicts where verdict.IsMet is not null select (scenario, verdict)).ToList();
        text.AppendLine(CultureInfo.InvariantCulture, $"{aims.Count(aim => aim.verdict.IsMet is true)} of {aims.Count} targets are met.").AppendLine();
        var rows = aims.Select(aim => (IReadOnlyList<string>)
        [
            aim.scenario.Title,
            aim.verdict.Text,
            Markdown.Short(aim.verdict.Ours),
            aim.verdict.Rival is { } rival ? $"{rival}: {Markdown.Short(aim.verdict.Theirs!.Value)}" : "",
            aim.verdict.Ratio is { } ratio ? ratio.ToString("F2", CultureInfo.InvariantCulture) : "",
            aim.verdict.IsMet is true ? "met" : "**missed**",
        ]);
        Markdown.AppendTable(text, ["scenario", "target", "ours", "theirs", "ratio", ""], [.. rows]);
        text.AppendLine();
    }

    private static void AppendOthersAhead(StringBuilder text, IReadOnlyList<ScenarioResult> scenarios)
    {
        var ahead = (from scenario in scenarios from figure in scenario.Figures let line = OtherAhead(scenario, figure) where line is not null select line).ToList();
        text.AppendLine(ahead.Count == 0 ? "Nobody but the floors is ahead anywhere." : "Where another is ahead (the floors aside):").AppendLine();
        foreach (var line in ahead) text.AppendLine("- " + line);
        if (ahead.Count > 0) text.AppendLine();
    }

    private static string? OtherAhead(ScenarioResult scenario, Figure figure)
    {
        if (scenario.Ours?[figure] is not { } ours) return null;
        var better = scenario.Contestants
            .Where(contestant => contestant.Kind is EntrantKind.Library or EntrantKind.Bare)
            .Where(contestant => contestant[figure] is { } theirs && (figure.LowerIsBetter ? theirs < ours : theirs > ours))
            .OrderBy(contestant => figure.LowerIsBetter ? contestant[figure] : -contestant[figure])
            .Select(contestant => $"{contestant.Name} {Markdown.Short(contestant[figure]!.Value)}")
            .ToList();
        var heading = figure.At is null ? figure.Heading : $"{figure.Heading} {scenario.Axis}";
        return better.Count == 0 ? null : $"{scenario.Title}, {heading}: ours {Markdown.Short(ours)}; {string.Join(", ", better)}";
    }
}
