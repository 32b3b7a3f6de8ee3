namespace Comparison.Measurements;

/// <summary>One measured window of one contestant. What a side cannot know is null.</summary>
internal sealed record Sample(double CpuMicrosecondsPerCall, double CallsPerSecond, long Errors)
{
    public double? P50Microseconds { get; init; }

    public double? P99Microseconds { get; init; }

    public double? AllocatedBytesPerCall { get; init; }
}
