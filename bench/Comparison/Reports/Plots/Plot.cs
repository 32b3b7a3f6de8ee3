using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Reports.Plots;

/// <summary>All scenarios of a group below each other: bars for the figure that is judged, curves where it is measured along an axis.</summary>
internal static class Plot
{
    public const double Width = 760;

    public static string Of(IEnumerable<ScenarioResult> scenarios)
    {
        var svg = new Svg(Width) { Height = 8 };
        foreach (var scenario in scenarios.Where(scenario => scenario.Figures.Count > 0 && scenario.Contestants.Count > 0))
        {
            if (scenario.Axis is null) Bars.Draw(svg, scenario);
            else Curves.Draw(svg, scenario);
        }

        Legend(svg);
        return svg.ToString();
    }

    private static void Legend(Svg svg)
    {
        var y = svg.Height + 12;
        var x = 8.0;
        foreach (var (kind, text) in new[] { (EntrantKind.Ours, Names.Ours), (EntrantKind.Library, "gRPC libraries"), (EntrantKind.Bare, ".NET's own HTTP/2, bytes by hand"), (EntrantKind.Floor, "floors: not gRPC") })
        {
            svg.Bar(x, y - 10, 12, 12, Svg.ClassOf(kind));
            svg.Text(x + 18, y, text, "soft");
            x += 40 + text.Length * 6.6;
        }

        svg.Height = y + 12;
    }
}
