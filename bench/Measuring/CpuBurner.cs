using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Measuring;

/// <summary>Work of a known size: time that the thread runs, not time that passes, so that a thread that has to wait for a core does not do less.</summary>
public static partial class CpuBurner
{
    private const int ThreadCpuClock = 3; // CLOCK_THREAD_CPUTIME_ID of clock_gettime(2) on Linux

    public static void Burn(int microseconds)
    {
        var until = ThreadNanoseconds() + microseconds * 1000L;
        while (ThreadNanoseconds() < until) Thread.SpinWait(1);
    }

    private static long ThreadNanoseconds()
    {
        if (!OperatingSystem.IsLinux()) return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        GetTime(ThreadCpuClock, out var time);
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
