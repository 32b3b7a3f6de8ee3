using System.Globalization;
using System.Net;
using System.Text;
using Comparison.Contestants;

namespace Comparison.Reports.Plots;

/// <summary>A drawing that reads on light and on dark pages: its colours follow the reader's scheme, its ground is the page's own.</summary>
internal sealed class Svg(double width)
{
    private const string Style = """
        text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
        .title { font-weight: 600 }
        .soft { fill: #59636e; font-size: 12px }
        .grid { stroke: #d1d9e0; stroke-width: 1 }
        .ours { fill: #1a7f37; stroke: #1a7f37 } .library { fill: #0969da; stroke: #0969da } .bare { fill: #9a6700; stroke: #9a6700 } .floor { fill: #818b98; stroke: #818b98 }
        .line { fill: none; stroke-width: 2 } .ours.line { stroke-width: 3 } .floor.line { stroke-dasharray: 4 3 }
        .bar { stroke: none } .floor.bar { fill-opacity: 0.55 }
        text.ours, text.library, text.bare, text.floor { stroke: none }
        @media (prefers-color-scheme: dark) {
          text { fill: #f0f6fc } .soft { fill: #9198a1 } .grid { stroke: #3d444d }
          .ours { fill: #3fb950; stroke: #3fb950 } .library { fill: #58a6ff; stroke: #58a6ff } .bare { fill: #d29922; stroke: #d29922 } .floor { fill: #9198a1; stroke: #9198a1 }
        }
        """;

    private readonly StringBuilder _body = new();

    public double Height { get; set; }

    public static string ClassOf(EntrantKind kind) => kind switch
    {
        EntrantKind.Ours => "ours",
        EntrantKind.Library => "library",
        EntrantKind.Bare => "bare",
        _ => "floor",
    };

    public void Text(double x, double y, string text, string classes = "", string anchor = "start") =>
        Line($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{classes}\">{WebUtility.HtmlEncode(text)}</text>");

    public void Bar(double x, double y, double barWidth, double height, string classes) =>
        Line($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{barWidth:0.#}\" height=\"{height:0.#}\" rx=\"2\" class=\"bar {classes}\"/>");

    public void Grid(double x1, double y1, double x2, double y2) => Line($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"grid\"/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string classes)
    {
        var list = points.ToList();
        Line($"<polyline points=\"{string.Join(' ', list.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}\" class=\"{classes} line\"/>");
        foreach (var (x, y) in list) Line($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"3\" class=\"{classes}\"/>");
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{Height:0}" viewBox="0 0 {width} {Height:0}" role="img">
        <style>
        {Style}
        </style>
        {_body}</svg>

        """);

    private void Line(FormattableString element) => _body.AppendLine(element.ToString(CultureInfo.InvariantCulture));
}
