using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Comparison.Contestants;

/// <summary>
/// User and system time of another process: the sum that /proc/PID/stat tells in hundredths of a second, here in nanoseconds (clock_getcpuclockid(3)).
/// </summary>
internal sealed partial class ProcessCpuClock
{
    private readonly int _clock;

    public ProcessCpuClock(int processId)
    {
        var error = GetClockId(processId, out _clock);
        if (error != 0) throw new Win32Exception(error);
    }

    public TimeSpan Read()
    {
        if (GetTime(_clock, out var time) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClockId(int processId, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
