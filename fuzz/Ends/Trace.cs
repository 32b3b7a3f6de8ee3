using System.Numerics;
using System.Runtime.InteropServices;

namespace Fuzz.Ends;

/// <summary>A running hash of all that one end said and wrote, and the last steps as text when somebody asks for them.</summary>
internal sealed class Trace
{
    private ulong _hash = 0xcbf2_9ce4_8422_2325;

    public ulong Hash => _hash;

    /// <summary>Writes each step out; for looking at one input.</summary>
    public static bool IsLoud { get; set; }

    public void Add(string who, string what)
    {
        foreach (var each in what) _hash = (_hash ^ each) * 0x100_0000_01b3;
        if (IsLoud) Console.WriteLine($"{who,-8}{what}");
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) _hash = BitOperations.RotateLeft((_hash ^ word) * 0x100_0000_01b3, 29);
        foreach (var each in bytes[(bytes.Length & ~7)..]) _hash = (_hash ^ each) * 0x100_0000_01b3;
    }
}
