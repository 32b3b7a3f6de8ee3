using System.Globalization;
using Comparison.Measurements;

namespace Comparison.Reports.Plots;

/// <summary>One curve for each contestant over the points of the scenario's axis, which stand at equal distances; the figure starts at 0.</summary>
internal static class Curves
{
    private const double Left = 60, Right = 190, PlotHeight = 220, LabelDistance = 15;
    private const int GridLines = 4;

    public static void Draw(Svg svg, ScenarioResult scenario)
    {
        Figure[] points = [.. scenario.Figures.Where(figure => figure.At is not null)];
        var curves = scenario.Contestants.Where(contestant => points.All(point => contestant[point] is not null)).ToList();
        if (points.Length < 2 || curves.Count == 0) return;

        svg.Text(8, svg.Height + 16, scenario.Title, "title");
        svg.Text(Plot.Width - 8, svg.Height + 16, "CPU µs per call", "soft", "end");
        var top = svg.Height + 32;
        var step = RoundUp(curves.Max(curve => points.Max(point => curve[point]!.Value)) / GridLines);
        var most = step * GridLines;
        double X(int point) => Left + point * (Plot.Width - Left - Right) / (points.Length - 1);
        double Y(double value) => top + PlotHeight * (1 - value / most);

        for (var line = 0; line <= GridLines; line++)
        {
            var value = step * line;
            svg.Grid(Left, Y(value), Plot.Width - Right, Y(value));
            svg.Text(Left - 8, Y(value) + 4, value.ToString("#,0.##", CultureInfo.InvariantCulture), "soft", "end");
        }

        for (var i = 0; i < points.Length; i++) svg.Text(X(i), top + PlotHeight + 18, points[i].Heading, "soft", "middle");
        svg.Text((Left + Plot.Width - Right) / 2, top + PlotHeight + 34, scenario.Axis ?? "", "soft", "middle");
        foreach (var curve in curves) svg.Curve(points.Select((point, i) => (X(i), Y(curve[point]!.Value))), Svg.ClassOf(curve.Kind));
        DrawLabels(svg, curves.Select(curve => (curve, Y(curve[points[^1]]!.Value))), top + PlotHeight);
        svg.Height = top + PlotHeight + 50;
    }

    /// <summary>The next of 1, 2, 2.5, 5, 10, 20, ...</summary>
    private static double RoundUp(double step)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(step, 1e-3))));
        return magnitude * new[] { 1, 2, 2.5, 5, 10 }.First(factor => magnitude * factor >= step * 0.999);
    }

    /// <summary>At the ends of the curves, moved apart where they would lie on each other, from the lowest upwards.</summary>
    private static void DrawLabels(Svg svg, IEnumerable<(ContestantResult Curve, double Y)> ends, double bottom)
    {
        var last = bottom + LabelDistance;
        foreach (var (curve, end) in ends.OrderByDescending(end => end.Y))
        {
            last = Math.Min(end, last - LabelDistance);
            svg.Text(Plot.Width - Right + 12, last + 4, curve.Name, Svg.ClassOf(curve.Kind));
        }
    }
}
