using Fuzz.Models;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;

namespace Fuzz.Targets;

/// <summary>Huffman-coded strings: decoding agrees with the naive reading, encoding comes back.</summary>
internal sealed class HuffmanTarget : FuzzTarget
{
    public override string Name => "huffman";

    public override int MaxLength => 96;

    public override IReadOnlyList<byte[]> Tokens => [[0xFF, 0xFF, 0xFF, 0xFF], [0x1F], [0x18], [0xF1, 0xE3, 0xC2, 0xE5, 0xF2, 0x3A, 0x6B, 0xA0, 0xAB, 0x90, 0xF4, 0xFF], [0xFF, 0xC7], [0xFF, 0xFF, 0xFE]];

    public override void Run(byte[] input, Features features)
    {
        Decode(input, features);
        Encode(input);
    }

    private static void Decode(byte[] input, Features features)
    {
        var room = new byte[Huffman.MaxDecodedLength(input.Length)];
        var violation = Huffman.Decode(input, room, out var written);
        var expected = NaiveHuffman.Decode(input);
        features.Hit(1, (int)violation, Features.Magnitude(written));
        Check.That(expected is null == (violation != Violation.None), $"decoding gave {violation}");
        if (expected is null) return;
        Check.Same(expected, room.AsSpan(0, written), "decoded");
        Check.That(written >= Huffman.MinDecodedLength(input.Length), $"{input.Length} bytes were decoded to only {written}");
        foreach (var value in expected) features.Hit(2, HuffmanTable.Lengths[value]);
    }

    private static void Encode(byte[] input)
    {
        var coded = new byte[Huffman.EncodedLength(input)];
        Huffman.Encode(input, coded);
        Check.Same(NaiveHuffman.Encode(input), coded, "encoded");
        var back = new byte[Huffman.MaxDecodedLength(coded.Length)];
        Check.That(Huffman.Decode(coded, back, out var length) == Violation.None, "what was encoded does not decode");
        Check.Same(input, back.AsSpan(0, length), "decoded again");
    }
}
