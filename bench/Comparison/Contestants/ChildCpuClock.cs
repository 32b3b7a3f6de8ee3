using System.Runtime.InteropServices;

namespace Comparison.Contestants;

/// <summary>User and system time of all programs that this one has started and that have ended (getrusage(2), RUSAGE_CHILDREN).</summary>
internal static partial class ChildCpuClock
{
    private const int Children = -1;

    public static TimeSpan Read()
    {
        _ = GetUsage(Children, out var usage);
        return TimeSpan.FromSeconds(usage.UserSeconds + usage.SystemSeconds) + TimeSpan.FromMicroseconds(usage.UserMicroseconds + usage.SystemMicroseconds);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    // struct rusage: two times, then fourteen numbers that nobody asks for here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public nint UserSeconds;
        public nint UserMicroseconds;
        public nint SystemSeconds;
        public nint SystemMicroseconds;
    }
}
