using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Answers whether a number lies in one of many ranges (ends exclusive) without walking them all.</summary>
internal sealed class RangeIndex
{
    private readonly List<(long Start, long End)> _ranges = [];

    public RangeIndex(IEnumerable<NumberRange> ranges, bool inclusiveEnd = false)
    {
        var sorted = ranges.Select(r => (Start: (long)r.Start, End: (long)r.End + (inclusiveEnd ? 1 : 0))).OrderBy(r => r.Start);
        foreach (var range in sorted)
        {
            if (_ranges.Count > 0 && range.Start <= _ranges[_ranges.Count - 1].End)
                _ranges[_ranges.Count - 1] = (_ranges[_ranges.Count - 1].Start, Math.Max(_ranges[_ranges.Count - 1].End, range.End));
            else
                _ranges.Add(range);
        }
    }

    public bool Contains(long number) => Intersects(number, number + 1);

    /// <summary>Whether any range has a number from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public bool Intersects(long start, long end)
    {
        var low = 0;
        var high = _ranges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (end <= _ranges[middle].Start)
                high = middle - 1;
            else if (start >= _ranges[middle].End)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }
}
