namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Arithmetic of number ranges.</summary>
internal static class Ranges
{
    /// <summary>The first number from <paramref name="start"/> up to, not including, <paramref name="end"/> that none of the ranges has, or null.</summary>
    public static long? FirstMissing(long start, long end, IEnumerable<(int Start, int End)> ranges)
    {
        foreach (var range in ranges.OrderBy(range => range.Start))
        {
            if (range.Start > start)
                break;
            start = Math.Max(start, range.End);
        }
        return start < end ? start : null;
    }
}
