using System.Buffers.Binary;

namespace Peregrine.Http2.Hpack;

/// <summary>Huffman-coded strings (RFC 7541 section 5.2).</summary>
internal static class Huffman
{
    /// <summary>The most bytes that <paramref name="encodedLength"/> coded bytes can stand for.</summary>
    public static int MaxDecodedLength(int encodedLength) => (int)((long)encodedLength * 8 / HuffmanTable.ShortestCode);

    /// <summary>The fewest bytes that <paramref name="encodedLength"/> coded bytes can stand for; lets a limit refuse a string before it is decoded.</summary>
    public static int MinDecodedLength(int encodedLength) => (int)((long)encodedLength * 8 / HuffmanTable.LongestCode);

    /// <summary>Decodes all of <paramref name="source"/>; <paramref name="destination"/> holds at least <see cref="MaxDecodedLength"/> bytes.</summary>
    public static Violation Decode(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        var fast = HuffmanTable.Fast;
        ulong bits = 0; // left-aligned
        var count = 0;
        var read = 0;
        written = 0;
        while (true)
        {
            if (count < 32) Refill(source, ref read, ref bits, ref count);
            int entry = fast[(int)(bits >> (64 - HuffmanTable.FastBits))];
            if (entry == 0) entry = DecodeLong((uint)(bits >> 32));
            var length = entry >> 16 != 0 ? entry >> 16 : entry >> 8;
            if (length > count) break;
            if ((entry & 0x1FF) == HuffmanTable.EndOfString && length == HuffmanTable.LongestCode) return Violation.HpackEndOfStringInString;
            destination[written++] = (byte)entry;
            bits <<= length;
            count -= length;
        }
        // What is left is padding: less than a byte, and the most significant bits of EOS, which are ones.
        return count < 8 && (count == 0 || bits >> (64 - count) == (1UL << count) - 1) ? Violation.None : Violation.HpackPaddingInvalid;
    }

    /// <summary>The length of <paramref name="source"/> when coded.</summary>
    public static int EncodedLength(ReadOnlySpan<byte> source)
    {
        var lengths = HuffmanTable.Lengths;
        var bits = 0;
        foreach (var symbol in source) bits += lengths[symbol];
        return (bits + 7) / 8;
    }

    /// <summary>Codes <paramref name="source"/> into <paramref name="destination"/>, which holds <see cref="EncodedLength"/> bytes.</summary>
    public static void Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var lengths = HuffmanTable.Lengths;
        var codes = HuffmanTable.Codes;
        ulong bits = 0; // right-aligned
        var count = 0;
        var written = 0;
        foreach (var symbol in source)
        {
            int length = lengths[symbol];
            bits = (bits << length) | codes[symbol];
            count += length;
            while (count >= 8)
            {
                count -= 8;
                destination[written++] = (byte)(bits >> count);
            }
        }
        if (count > 0) destination[written] = (byte)((bits << (8 - count)) | (0xFFu >> count));
    }

    private static void Refill(ReadOnlySpan<byte> source, ref int read, ref ulong bits, ref int count)
    {
        if (source.Length - read >= 4)
        {
            bits |= (ulong)BinaryPrimitives.ReadUInt32BigEndian(source[read..]) << (32 - count);
            read += 4;
            count += 32;
            return;
        }
        while (read < source.Length)
        {
            bits |= (ulong)source[read++] << (56 - count);
            count += 8;
        }
    }

    /// <summary>A code longer than the fast table's: length in the upper half, symbol in the lower.</summary>
    private static int DecodeLong(uint window)
    {
        var length = HuffmanTable.FastBits + 1;
        while (window >= HuffmanTable.Limits[length] && length < HuffmanTable.LongestCode) length++;
        var code = (int)(window >> (32 - length));
        return (length << 16) | HuffmanTable.Sorted[HuffmanTable.Offsets[length] + code];
    }
}
