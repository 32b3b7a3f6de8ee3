namespace Peregrine.Http2.Hpack;

/// <summary>
/// The Huffman code of RFC 7541 appendix B. The code is canonical (codes of one length ascend with the symbol), so the lengths alone define it:
/// everything else here is computed from them.
/// </summary>
internal static class HuffmanTable
{
    /// <summary>Codes of up to this many bits are decoded by one look-up.</summary>
    public const int FastBits = 10;

    public const int ShortestCode = 5;
    public const int LongestCode = 30;
    public const int EndOfString = 256;

    /// <summary>The code of each symbol, right-aligned.</summary>
    public static readonly uint[] Codes = new uint[257];

    /// <summary>By the next <see cref="FastBits"/> bits: code length in the high byte and symbol in the low one; 0 when the code is longer.</summary>
    public static readonly ushort[] Fast = new ushort[1 << FastBits];

    /// <summary>All symbols in the order of their codes.</summary>
    public static readonly ushort[] Sorted = new ushort[257];

    /// <summary>By code length: the first code that is greater than all of this length, aligned to 32 bits.</summary>
    public static readonly ulong[] Limits = new ulong[LongestCode + 1];

    /// <summary>By code length: the index in <see cref="Sorted"/> of the first code of this length minus that code.</summary>
    public static readonly int[] Offsets = new int[LongestCode + 1];

    /// <summary>The length in bits of the code of each symbol.</summary>
    public static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6,  10, 10, 12, 13, 6,  8,  11, 10, 10, 8,  11, 8,  6,  6,  6,
        5,  5,  5,  6,  6,  6,  6,  6,  6,  6,  7,  8,  15, 6,  12, 10,
        13, 6,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,  7,
        7,  7,  7,  7,  7,  7,  7,  7,  8,  7,  8,  13, 19, 13, 14, 6,
        15, 5,  6,  5,  6,  5,  6,  6,  6,  5,  7,  7,  6,  6,  6,  5,
        6,  7,  6,  5,  5,  6,  7,  7,  7,  7,  7,  15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    static HuffmanTable()
    {
        uint code = 0;
        var rank = 0;
        for (var length = ShortestCode; length <= LongestCode; length++)
        {
            code <<= 1;
            Offsets[length] = rank - (int)code;
            for (var symbol = 0; symbol <= EndOfString; symbol++)
            {
                if (Lengths[symbol] != length) continue;
                Codes[symbol] = code;
                Sorted[rank++] = (ushort)symbol;
                if (length <= FastBits) FillFast(code, length, symbol);
                code++;
            }
            Limits[length] = (ulong)code << (32 - length);
        }
    }

    private static void FillFast(uint code, int length, int symbol)
    {
        var spare = FastBits - length;
        Fast.AsSpan((int)code << spare, 1 << spare).Fill((ushort)((length << 8) | symbol));
    }
}
