using System.Text.Json.Serialization;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>What is measured, what of it is shown, and what is aimed at.</summary>
/// <param name="Group">The group that it belongs to, by which it can be run alone.</param>
/// <param name="Figures">The columns; the first is what is judged and plotted.</param>
internal sealed record Scenario(string Group, string Title, IReadOnlyList<Figure> Figures, params IReadOnlyList<Target> Targets)
{
    /// <summary>What a reader has to know to understand the figures.</summary>
    public string? Remark { get; init; }

    /// <summary>What the points of the figures are points of, when they are points of an axis.</summary>
    public string? Axis { get; init; }
}

/// <summary>What a scenario came to.</summary>
internal sealed record ScenarioResult(
    string Group,
    string Title,
    string? Remark,
    string? Axis,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<ContestantResult> Contestants,
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<string> Failures)
{
    public static ScenarioResult Of(Scenario scenario, IReadOnlyList<ContestantResult> contestants, IReadOnlyList<string> failures)
    {
        Figure[] figures = [.. scenario.Figures.Where(figure => contestants.Any(contestant => contestant[figure] is not null))];
        var verdicts = scenario.Targets.Select(target => target.Judge(contestants)).OfType<Verdict>();
        return new(scenario.Group, scenario.Title, scenario.Remark, scenario.Axis, figures, contestants, [.. verdicts], failures);
    }

    [JsonIgnore]
    public ContestantResult? Ours => Contestants.FirstOrDefault(contestant => contestant.Kind is EntrantKind.Ours);

    [JsonIgnore]
    public long Errors => Failures.Count + Contestants.Sum(contestant => contestant.Errors);
}

/// <summary>All windows of one contestant in one scenario, and their medians.</summary>
internal sealed record ContestantResult(string Name, EntrantKind Kind, IReadOnlyList<Sample> Samples)
{
    public IReadOnlyDictionary<string, double> Medians { get; } = Samples
        .SelectMany(sample => sample.Figures)
        .GroupBy(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal)
        .ToDictionary(figure => figure.Key, figure => Median([.. figure.Order()]), StringComparer.Ordinal);

    [JsonIgnore]
    public long Errors => Samples.Sum(sample => sample.Errors);

    /// <summary>The median; null when nobody measured it.</summary>
    public double? this[Figure figure] => Medians.TryGetValue(figure.Key, out var median) ? median : null;

    private static double Median(double[] sorted)
    {
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
