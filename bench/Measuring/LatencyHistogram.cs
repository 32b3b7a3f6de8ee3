using System.Numerics;

namespace Measuring;

/// <summary>
/// Counts of durations in logarithmic buckets: 64 per power of two, so a quantile is right to 1.6 %. Recording allocates nothing.
/// One thread records; others may copy meanwhile and then miss at most what is recorded during the copy.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int Sub = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits + 1) * Sub];

    public long Total => _counts.Sum();

    public void Record(long nanoseconds, int times = 1) => _counts[Index((ulong)Math.Max(nanoseconds, 0))] += times;

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
    }

    public void Subtract(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] -= other._counts[i];
    }

    /// <summary>The duration that the given share of all durations stays under; 0 when nothing was recorded.</summary>
    public double QuantileMicroseconds(double quantile)
    {
        var wanted = quantile * Total;
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen > 0 && seen >= wanted) return LowerBound(i) / 1000.0;
        }

        return 0;
    }

    private static int Index(ulong value)
    {
        if (value < Sub) return (int)value;
        var shift = BitOperations.Log2(value) - SubBits;
        return (shift + 1) * Sub + (int)((value >> shift) - Sub);
    }

    private static ulong LowerBound(int index) => index < Sub ? (ulong)index : (ulong)(Sub + index % Sub) << (index / Sub - 1);
}
