using Measuring;
using MessageCode.Contestants;

namespace MessageCode.Measurements;

/// <summary>What one operation on one shape costs either contestant: medians of alternating windows.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Ours">Nanoseconds of CPU with Peregrine's code.</param>
/// <param name="Theirs">The same with protoc's.</param>
/// <param name="OurBytes">Bytes allocated per operation with Peregrine's code.</param>
/// <param name="TheirBytes">The same with protoc's.</param>
internal sealed record DuelResult(string Shape, Operation Operation, double Ours, double Theirs, double OurBytes, double TheirBytes);

/// <summary>One operation on one message, with the classes of both contestants.</summary>
internal sealed class Duel(string shape, Operation operation, MessageDriver ours, MessageDriver theirs)
{
    private const double WindowNanoseconds = 4e6;

    private readonly List<double> _ours = [];
    private readonly List<double> _theirs = [];

    /// <summary>Has both do it for a while, one after the other; who comes first changes from round to round.</summary>
    /// <returns>What both took together, in nanoseconds per operation.</returns>
    public double Round()
    {
        var iterations = Iterations();
        if (_ours.Count % 2 == 0)
            _ours.Add(Window(ours, iterations));
        _theirs.Add(Window(theirs, iterations));
        if (_ours.Count < _theirs.Count)
            _ours.Add(Window(ours, iterations));
        return _ours[^1] + _theirs[^1];
    }

    /// <summary>Forgets the rounds so far: they were to get the code compiled.</summary>
    public void Forget()
    {
        _ours.Clear();
        _theirs.Clear();
    }

    public DuelResult Result() => new(shape, operation, Median(_ours), Median(_theirs), Allocated(ours), Allocated(theirs));

    private int Iterations() => _theirs.Count == 0 ? 32 : Math.Clamp((int)(WindowNanoseconds / _theirs[^1]), 8, 1_000_000);

    private double Window(MessageDriver driver, int iterations)
    {
        driver.Renew();
        var start = ThreadCpuClock.Nanoseconds();
        driver.Run(operation, iterations);
        return (ThreadCpuClock.Nanoseconds() - start) / iterations;
    }

    private double Allocated(MessageDriver driver)
    {
        const int iterations = 64;
        var before = GC.GetAllocatedBytesForCurrentThread();
        driver.Run(operation, iterations);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)iterations;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
