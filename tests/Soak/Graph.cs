using System.Globalization;
using System.Text;

namespace Soak;

/// <summary>Draws the samples of a run as SVG: one panel below the other, time to the right.</summary>
internal static class Graph
{
    private const int Width = 1000;
    private const int Left = 70;
    private const int Right = 20;
    private const int Panel = 150;
    private const int Gap = 45;
    private const double MiB = 1024 * 1024;

    public static string Draw(IReadOnlyList<Sample> samples)
    {
        (string Title, (string Name, string Colour, Func<int, double> Value)[] Lines)[] panels =
        [
            ("Memory, MiB", [("client RSS", "#1f77b4", i => samples[i].Client.Rss / MiB), ("server RSS", "#d62728", i => samples[i].Server.Rss / MiB),
                ("client heap", "#9ecae1", i => samples[i].Client.Heap / MiB), ("server heap", "#ff9896", i => samples[i].Server.Heap / MiB)]),
            ("Handles", [("client", "#1f77b4", i => samples[i].Client.Handles), ("server", "#d62728", i => samples[i].Server.Handles)]),
            ("Threads", [("client", "#1f77b4", i => samples[i].Client.Threads), ("server", "#d62728", i => samples[i].Server.Threads)]),
            ("Calls per second", [("calls", "#2ca02c", i => Rate(samples, i))]),
            ("Errors so far, and connections", [("errors", "#d62728", i => samples[i].Errors), ("connections", "#7f7f7f", i => samples[i].Connections)]),
        ];

        var svg = new StringBuilder();
        svg.AppendLine(string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {panels.Length * (Panel + Gap) + 20}\" font-family=\"sans-serif\" font-size=\"12\">"));
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        var top = 30;
        foreach (var (title, lines) in panels)
        {
            DrawPanel(svg, samples, title, lines, top);
            top += Panel + Gap;
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void DrawPanel(StringBuilder svg, IReadOnlyList<Sample> samples, string title, (string Name, string Colour, Func<int, double> Value)[] lines, int top)
    {
        var most = Math.Max(1, Enumerable.Range(0, samples.Count).Max(i => lines.Max(line => line.Value(i)))) * 1.05;
        var end = Math.Max(1, samples[^1].Seconds);
        var text = new StringBuilder();
        foreach (var (name, colour, _) in lines) text.Append(CultureInfo.InvariantCulture, $"<tspan dx=\"12\" fill=\"{colour}\">{name}</tspan>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{top - 6}\" font-weight=\"bold\">{title}{text}</text>");
        for (var i = 0; i <= 4; i++)
        {
            var y = top + Panel - i * Panel / 4.0;
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{most * i / 4:0}</text>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{X(end * i / 4, end):0.#}\" y=\"{top + Panel + 16}\" text-anchor=\"middle\">{end * i / 240:0.#} min</text>");
        }

        foreach (var (_, colour, value) in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\" points=\"");
            for (var i = 0; i < samples.Count; i++) svg.Append(CultureInfo.InvariantCulture, $"{X(samples[i].Seconds, end):0.#},{top + Panel - value(i) / most * Panel:0.#} ");
            svg.AppendLine("\"/>");
        }
    }

    private static double X(double seconds, double end) => Left + seconds / end * (Width - Left - Right);

    private static double Rate(IReadOnlyList<Sample> samples, int i)
    {
        if (i == 0) return 0;

        var before = samples[Math.Max(0, i - 10)]; // smoothed, or the graph is noise
        return (samples[i].Calls - before.Calls) / Math.Max(1, samples[i].Seconds - before.Seconds);
    }
}
