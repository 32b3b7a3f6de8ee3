using System.Globalization;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>What is aimed at in a scenario, and whether it was reached.</summary>
/// <param name="Text">The target in words.</param>
/// <param name="Ours">Our figure.</param>
/// <param name="Rival">Who was best of those it is measured by; null when it is measured by a fixed value.</param>
/// <param name="Theirs">Their figure.</param>
/// <param name="IsMet">Null when nothing is aimed at: the ratio is told all the same.</param>
internal sealed record Verdict(string Text, double Ours, string? Rival, double? Theirs, bool? IsMet)
{
    /// <summary>Our figure in parts of theirs.</summary>
    public double? Ratio => Theirs is { } theirs && theirs != 0 ? Ours / theirs : null;
}

/// <summary>A bound for one of our figures: a value, or a part or multiple of what the best of certain others has.</summary>
internal sealed record Target
{
    private readonly Figure _figure;
    private readonly bool _isUpperBound;
    private readonly double? _factor;
    private readonly string[] _rivals = [];
    private readonly string _others = "the best other";

    private Target(Figure figure, bool isUpperBound, double? factor)
    {
        _figure = figure;
        _isUpperBound = isUpperBound;
        _factor = factor;
    }

    private Target(Figure figure, bool isUpperBound, double factor, string[] rivals)
        : this(figure, isUpperBound, factor)
    {
        _rivals = rivals;
        if (rivals.Length > 0) _others = string.Join(", ", rivals.Select(name => name.EndsWith(", bare", StringComparison.Ordinal) ? name[..^", bare".Length] : name));
    }

    private double? Value { get; init; }

    /// <summary>At most <paramref name="factor"/> times what each of the others has; without names of all that are neither ours nor a floor.</summary>
    public static Target AtMost(Figure figure, double factor, params string[] rivals) => new(figure, isUpperBound: true, factor, rivals);

    /// <summary>At least <paramref name="factor"/> times what each of the others has.</summary>
    public static Target AtLeast(Figure figure, double factor, params string[] rivals) => new(figure, isUpperBound: false, factor, rivals);

    public static Target NoMoreThan(Figure figure, double value) => new(figure, isUpperBound: true, factor: null) { Value = value };

    public static Target NoLessThan(Figure figure, double value) => new(figure, isUpperBound: false, factor: null) { Value = value };

    /// <summary>No target: how ours stands to the best of the others.</summary>
    public static Target Compare(Figure figure) => new(figure, figure.LowerIsBetter, factor: null);

    /// <summary>Null when ours or theirs was not measured.</summary>
    public Verdict? Judge(IReadOnlyList<ContestantResult> contestants)
    {
        if (contestants.FirstOrDefault(contestant => contestant.Kind is EntrantKind.Ours)?[_figure] is not { } ours) return null;
        if (Value is { } value) return new(Text(value), ours, null, null, IsWithin(ours, value));

        var others = contestants.Where(IsRival).Where(contestant => contestant[_figure] is not null).OrderBy(contestant => contestant[_figure]).ToArray();
        if (others.Length == 0) return null;
        var best = _isUpperBound ? others[0] : others[^1];
        var theirs = best[_figure]!.Value;
        return new(Text(null), ours, best.Name, theirs, _factor is { } factor ? IsWithin(ours, factor * theirs) : null);
    }

    private static string Fraction(double factor) => factor switch
    {
        < 1 when Math.Abs((1 / factor) - Math.Round(1 / factor)) < 1e-9 => string.Create(CultureInfo.InvariantCulture, $"1/{1 / factor:F0} of"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{factor * 100:F0} % of"),
        1 => "that of",
        _ => string.Create(CultureInfo.InvariantCulture, $"{factor} times"),
    };

    private bool IsRival(ContestantResult contestant) =>
        _rivals.Length > 0 ? _rivals.Contains(contestant.Name) : contestant.Kind is EntrantKind.Library or EntrantKind.Bare;

    private bool IsWithin(double ours, double bound) => _isUpperBound ? ours <= bound : ours >= bound;

    private string Text(double? value)
    {
        var bound = _isUpperBound ? "at most" : "at least";
        if (value is { } fixedValue) return string.Create(CultureInfo.InvariantCulture, $"{_figure.Heading}: {bound} {fixedValue:#,0.##}");
        return _factor is { } factor ? $"{_figure.Heading}: {bound} {Fraction(factor)} {_others}" : $"{_figure.Heading}: beside {_others}";
    }
}
