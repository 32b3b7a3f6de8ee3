using System.Text.Json.Serialization;

namespace Comparison.Measurements;

/// <summary>One measured window of one contestant. What cannot be known is not there.</summary>
[method: JsonConstructor]
internal sealed class Sample(long errors, Dictionary<string, double> figures)
{
    public Sample(long errors)
        : this(errors, new(StringComparer.Ordinal))
    {
    }

    public long Errors { get; } = errors;

    /// <summary>By the keys of the figures.</summary>
    public Dictionary<string, double> Figures { get; } = figures;

    /// <summary>Sets a figure; null leaves it out.</summary>
    public double? this[Figure figure]
    {
        set
        {
            if (value is { } known) Figures[figure.Key] = known;
        }
    }
}
