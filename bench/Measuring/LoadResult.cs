using System.Diagnostics;
using System.Globalization;

namespace Measuring;

/// <summary>The state of all counters at one moment of a run.</summary>
internal sealed record LoadSnapshot(long Timestamp, TimeSpan Cpu, long AllocatedBytes, long Errors, LatencyHistogram Latency);

/// <summary>What the measured part of a run came to. CPU and allocation are those of the whole client process.</summary>
public sealed record LoadResult(double Seconds, long Count, double CpuSeconds, long AllocatedBytes, long Errors, LatencyHistogram Latency)
{
    internal static LoadResult Between(LoadSnapshot before, LoadSnapshot after)
    {
        after.Latency.Subtract(before.Latency);
        return new(
            Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds,
            after.Latency.Total,
            (after.Cpu - before.Cpu).TotalSeconds,
            after.AllocatedBytes - before.AllocatedBytes,
            after.Errors - before.Errors,
            after.Latency);
    }

    /// <summary>The one line that a load client prints; <paramref name="unit"/> is what was counted: calls or messages.</summary>
    public string ToLine(string unit)
    {
        var count = Math.Max(Count, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{unit}_per_s={Count / Seconds:F0} p50_us={Latency.QuantileMicroseconds(0.5):F1} p90_us={Latency.QuantileMicroseconds(0.9):F1} p99_us={Latency.QuantileMicroseconds(0.99):F1} p999_us={Latency.QuantileMicroseconds(0.999):F1} cpu_s_per_1k={CpuSeconds * 1000 / count:F6} alloc_bytes_per_call={(double)AllocatedBytes / count:F0} errors={Errors}");
    }
}
