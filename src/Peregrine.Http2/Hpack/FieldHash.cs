using System.Runtime.InteropServices;

namespace Peregrine.Http2.Hpack;

/// <summary>A quick hash of a field, for tables whose hits are compared byte by byte; never 0.</summary>
internal static class FieldHash
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    public static uint Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var hash = Mix(Mix((ulong)name.Length << 32 | (uint)value.Length, name), value);
        return (uint)(hash >> 32) | 1;
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) hash = (hash ^ word) * Multiplier ^ hash >> 29;
        foreach (var rest in bytes[(bytes.Length & ~7)..]) hash = (hash ^ rest) * Multiplier ^ hash >> 29;
        return hash;
    }
}
