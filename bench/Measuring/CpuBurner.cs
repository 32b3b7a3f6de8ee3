using System.Diagnostics;

namespace Measuring;

/// <summary>Work of a known size: time that the thread runs, not time that passes, so that a thread that has to wait for a core does not do less.</summary>
public static class CpuBurner
{
    public static void Burn(int microseconds)
    {
        var start = ThreadNanoseconds();
        for (var readings = 1; ; readings++)
        {
            // Reading the clock takes nearly a microsecond. Half of it lies before the first time and half behind the last, and the last comes half of it too late.
            var passed = ThreadNanoseconds() - start;
            if (passed + (1.5 * passed / readings) >= microseconds * 1e3) return;
        }
    }

    private static double ThreadNanoseconds() =>
        OperatingSystem.IsLinux() ? ThreadCpuClock.Nanoseconds() : Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
}
