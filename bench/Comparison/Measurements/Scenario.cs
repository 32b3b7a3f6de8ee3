namespace Comparison.Measurements;

/// <summary>A load: how many connections, how many calls at once on each, how long the message is.</summary>
internal sealed record Scenario(string Side, int Connections, int Streams, int MessageBytes)
{
    public string Title => $"{Side}, unary {MessageBytes} B, {Connections} x {Streams}";
}

internal sealed record ScenarioResult(Scenario Scenario, IReadOnlyList<ContestantResult> Contestants);

/// <summary>All windows of one contestant in one scenario, and their medians.</summary>
internal sealed record ContestantResult(string Name, IReadOnlyList<Sample> Samples)
{
    public double CpuMicrosecondsPerCall => Median(sample => sample.CpuMicrosecondsPerCall)!.Value;

    public double CallsPerSecond => Median(sample => sample.CallsPerSecond)!.Value;

    public double? P50Microseconds => Median(sample => sample.P50Microseconds);

    public double? P99Microseconds => Median(sample => sample.P99Microseconds);

    public double? AllocatedBytesPerCall => Median(sample => sample.AllocatedBytesPerCall);

    public long Errors => Samples.Sum(sample => sample.Errors);

    private double? Median(Func<Sample, double?> figure)
    {
        var sorted = Samples.Select(figure).OfType<double>().Order().ToArray();
        if (sorted.Length == 0) return null;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
