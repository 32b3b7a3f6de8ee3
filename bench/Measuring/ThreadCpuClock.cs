using System.Runtime.InteropServices;

namespace Measuring;

/// <summary>The CPU time of this thread (clock_gettime(2)): what others do on the machine does not count.</summary>
public static partial class ThreadCpuClock
{
    private const int ThreadCpuTimeId = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    public static double Nanoseconds()
    {
        if (GetTime(ThreadCpuTimeId, out var time) != 0)
            throw new PlatformNotSupportedException("The benchmark needs the clocks of Linux.");
        return time.Seconds * 1e9 + time.Nanoseconds;
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
