using System.Diagnostics;

namespace Measuring;

/// <summary>Work of a known size: time that the thread runs, not time that passes, so that a thread that has to wait for a core does not do less.</summary>
public static class CpuBurner
{
    public static void Burn(int microseconds)
    {
        var until = ThreadNanoseconds() + microseconds * 1e3;
        while (ThreadNanoseconds() < until) Thread.SpinWait(1);
    }

    private static double ThreadNanoseconds() =>
        OperatingSystem.IsLinux() ? ThreadCpuClock.Nanoseconds() : Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
}
