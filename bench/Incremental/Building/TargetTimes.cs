using System.Globalization;
using System.Text.RegularExpressions;

namespace Incremental.Building;

/// <summary>What the build's summary says about targets.</summary>
internal static partial class TargetTimes
{
    /// <summary>The option that makes a build print it.</summary>
    public const string Option = "-clp:PerformanceSummary";

    /// <summary>Whether the package brings the target.</summary>
    public static bool IsOfPackage(string target) => target.StartsWith("Peregrine", StringComparison.Ordinal) || target.StartsWith("Protobuf_", StringComparison.Ordinal);

    /// <summary>The milliseconds of some targets.</summary>
    public static double Of(string output, Func<string, bool> isMeant) => Lines(output).Where(line => isMeant(line.Target)).Sum(static line => line.Milliseconds);

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
