namespace Measuring;

public static class Medians
{
    /// <summary>The median; of an even number of values the upper one of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
