using System.Runtime.InteropServices;

namespace Measuring;

/// <summary>CPU time in milliseconds, user and system (getrusage(2)).</summary>
public static partial class CpuTime
{
    private const int Self = 0;
    private const int Children = -1;

    /// <summary>Of this process, all threads.</summary>
    public static double OfSelf() => Of(Self);

    /// <summary>Of all child processes that have ended.</summary>
    public static double OfChildren() => Of(Children);

    private static double Of(int who)
    {
        if (GetUsage(who, out var usage) != 0)
            throw new PlatformNotSupportedException("The benchmark needs getrusage.");
        return (usage.UserSeconds + usage.SystemSeconds) * 1e3 + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1e3;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    // The rest of the structure is 14 numbers that do not matter here.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public nint UserSeconds;
        public nint UserMicroseconds;
        public nint SystemSeconds;
        public nint SystemMicroseconds;
    }
}
