using System.Globalization;

namespace Comparison.Measurements;

/// <summary>The line of <c>key=value</c> pairs that every load client prints.</summary>
internal sealed class LoadLine
{
    private readonly Dictionary<string, double> _figures = new(StringComparer.Ordinal);

    private LoadLine()
    {
    }

    /// <summary>The figure, or null when the client does not know it.</summary>
    public double? this[string key] => _figures.TryGetValue(key, out var figure) ? figure : null;

    public static LoadLine Parse(string text)
    {
        var line = new LoadLine();
        foreach (var pair in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.Split('=') is [var key, var value] && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure)) line._figures[key] = figure;
        }

        return line;
    }
}
