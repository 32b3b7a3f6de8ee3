using System.Diagnostics;
using System.Globalization;

namespace Soak;

/// <summary>What a process uses at one moment.</summary>
/// <param name="Rss">Resident memory in bytes.</param>
/// <param name="Heap">Bytes of objects on the managed heap, as the last collection left it, without the gaps between them.</param>
/// <param name="Handles">Open descriptors.</param>
/// <param name="Threads">Threads.</param>
internal readonly record struct Footprint(long Rss, long Heap, int Handles, int Threads)
{
    public static Footprint Now()
    {
        using var self = Process.GetCurrentProcess();
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        var heap = memory.HeapSizeBytes - memory.FragmentedBytes;
        return OperatingSystem.IsLinux()
            ? new(Environment.WorkingSet, heap, Count("/proc/self/fd"), Count("/proc/self/task"))
            : new(Environment.WorkingSet, heap, self.HandleCount, self.Threads.Count);
    }

    /// <summary>Frees what nobody holds, finalizers included.</summary>
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    public static Footprint Parse(string text)
    {
        var parts = text.Split(',');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rss},{Heap},{Handles},{Threads}");

    private static int Count(string directory) => Directory.GetFileSystemEntries(directory).Length;
}
