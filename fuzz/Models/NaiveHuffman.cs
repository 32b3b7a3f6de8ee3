using Peregrine.Http2.Hpack;

namespace Fuzz.Models;

/// <summary>Huffman coding bit by bit, as RFC 7541 section 5.2 reads. Shares the code's table with the engine, and nothing else.</summary>
internal static class NaiveHuffman
{
    private static readonly Dictionary<(int Length, uint Code), int> s_symbols = Enumerable.Range(0, 257).ToDictionary(static symbol => ((int)HuffmanTable.Lengths[symbol], HuffmanTable.Codes[symbol]));

    /// <summary>The decoded bytes, or null when the string is not valid.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> coded)
    {
        var plain = new List<byte>();
        uint code = 0;
        var length = 0;
        var ones = true;
        for (var bit = 0; bit < coded.Length * 8; bit++)
        {
            var next = (coded[bit / 8] >> (7 - (bit % 8))) & 1;
            code = (code << 1) | (uint)next;
            ones &= next == 1;
            length++;
            if (length > 30) return null;
            if (!s_symbols.TryGetValue((length, code), out var symbol)) continue;
            if (symbol == 256) return null;
            plain.Add((byte)symbol);
            (code, length, ones) = (0, 0, true);
        }

        return length < 8 && ones ? [.. plain] : null;
    }

    public static byte[] Encode(ReadOnlySpan<byte> plain)
    {
        var bits = new List<bool>();
        foreach (var symbol in plain)
        {
            for (var bit = HuffmanTable.Lengths[symbol] - 1; bit >= 0; bit--) bits.Add(((HuffmanTable.Codes[symbol] >> bit) & 1) == 1);
        }

        while (bits.Count % 8 != 0) bits.Add(true);
        var coded = new byte[bits.Count / 8];
        for (var i = 0; i < bits.Count; i++) coded[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        return coded;
    }
}
