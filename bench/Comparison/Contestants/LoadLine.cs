using System.Globalization;

namespace Comparison.Contestants;

/// <summary>The line of <c>key=value</c> pairs that every load client prints.</summary>
internal sealed class LoadLine
{
    private readonly string _text;
    private readonly Dictionary<string, double> _figures = new(StringComparer.Ordinal);

    private LoadLine(string text) => _text = text;

    /// <summary>Calls or messages.</summary>
    public double PerSecond => this["calls_per_s"] ?? Needed("messages_per_s");

    public double CpuMicroseconds => Needed("cpu_s_per_1k") * 1000;

    public long Errors => (long)Needed("errors");

    /// <summary>The figure, or null when the client does not know it.</summary>
    public double? this[string key] => _figures.TryGetValue(key, out var figure) ? figure : null;

    public static LoadLine Parse(string text)
    {
        var line = new LoadLine(text);
        foreach (var pair in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var key, var value] && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)) line._figures[key] = figure;
        }

        if (line.PerSecond == 0) throw new ContestantException($"The client measured nothing: {text}");
        return line;
    }

    private double Needed(string key) => this[key] ?? throw new ContestantException($"The client's line has no {key}: {_text}");
}
