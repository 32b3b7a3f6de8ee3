using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Reports.Plots;

/// <summary>One bar for each contestant, best first, with its value behind it. A bar that is far longer than the others is cut short, and looks it.</summary>
internal static class Bars
{
    private const double Left = 210, RowHeight = 20, BarHeight = 14, ValueWidth = 70;
    private const double LongestToOurs = 20;

    public static void Draw(Svg svg, ScenarioResult scenario)
    {
        var figure = scenario.Figures[0];
        var rows = scenario.Contestants
            .Where(contestant => contestant[figure] is not null)
            .OrderBy(contestant => figure.LowerIsBetter ? contestant[figure] : -contestant[figure])
            .ToList();
        if (rows.Count == 0) return;

        svg.Text(8, svg.Height + 16, scenario.Title, "title");
        svg.Text(Plot.Width - 8, svg.Height + 16, $"{figure.Heading}; {(figure.LowerIsBetter ? "shorter" : "longer")} is better", "soft", "end");
        svg.Height += 26;
        var most = rows.Max(row => row[figure]!.Value);
        var longest = figure.LowerIsBetter && scenario.Ours?[figure] is > 0 and var ours ? Math.Min(most, ours * LongestToOurs) : most;
        foreach (var row in rows) DrawRow(svg, row, row[figure]!.Value, figure, longest);
        svg.Height += 14;
    }

    private static void DrawRow(Svg svg, ContestantResult row, double value, Figure figure, double longest)
    {
        const double Room = Plot.Width - Left - ValueWidth;
        var isCut = value > longest;
        var length = longest > 0 ? Math.Clamp(value / longest, 0, 1) * Room : 0;
        var classes = Svg.ClassOf(row.Kind);
        svg.Text(Left - 8, svg.Height + 12, row.Name, row.Kind is EntrantKind.Ours ? "title" : "", "end");
        svg.Bar(Left, svg.Height + 1, isCut ? length - 16 : Math.Max(length, 1), BarHeight, classes);
        if (isCut) svg.Bar(Left + length - 12, svg.Height + 1, 12, BarHeight, classes);
        svg.Text(Left + length + 6, svg.Height + 12, Markdown.Short(value), "soft");
        svg.Height += RowHeight;
    }
}
