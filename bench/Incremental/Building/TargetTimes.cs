using System.Globalization;
using System.Text.RegularExpressions;

namespace Incremental.Building;

/// <summary>What the build's summary says about targets.</summary>
internal static partial class TargetTimes
{
    /// <summary>The option that makes a build print it.</summary>
    public const string Option = "-clp:PerformanceSummary";

    /// <summary>The milliseconds of the targets that the package brings.</summary>
    public static double OfPackage(string output) => Lines(output).Where(static line => line.Target.StartsWith("Peregrine", StringComparison.Ordinal) || line.Target.StartsWith("Protobuf_", StringComparison.Ordinal)).Sum(static line => line.Milliseconds);

    /// <summary>The milliseconds of one target.</summary>
    public static double Of(string output, string target) => Lines(output).Where(line => line.Target == target).Sum(static line => line.Milliseconds);

    private static IEnumerable<(string Target, double Milliseconds)> Lines(string output)
    {
        var start = output.IndexOf("Target Performance Summary", StringComparison.Ordinal);
        var end = output.IndexOf("Task Performance Summary", StringComparison.Ordinal);
        if (start < 0 || end < start)
            throw new InvalidOperationException($"The build printed no summary of its targets:\n{output}");
        return Line().Matches(output[start..end]).Select(static match => (match.Groups[2].Value, double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^\s*(\d+) ms\s+(\S+)\s+\d+ calls", RegexOptions.Multiline)]
    private static partial Regex Line();
}
