using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Hpack;

public class HuffmanTests
{
    [Fact]
    public void Every_byte_alone_survives_the_round_trip()
    {
        for (var value = 0; value < 256; value++) RoundTrip([(byte)value]);
    }

    [Fact]
    public void Random_strings_survive_the_round_trip()
    {
        var random = new Random(1);
        for (var round = 0; round < 5000; round++)
        {
            var text = new byte[random.Next(80)];
            if (round % 2 == 0) random.NextBytes(text);
            else for (var i = 0; i < text.Length; i++) text[i] = (byte)random.Next(0x20, 0x7F);
            RoundTrip(text);
        }
    }

    [Theory]
    [InlineData('0', 0x0u, 5)]
    [InlineData(' ', 0x14u, 6)]
    [InlineData('X', 0xfcu, 8)]
    [InlineData('!', 0x3f8u, 10)]
    [InlineData('\\', 0x7fff0u, 19)]
    [InlineData('\u00ff', 0x3ffffeeu, 26)]
    [InlineData('\n', 0x3ffffffcu, 30)]
    public void Codes_are_those_of_appendix_B(char symbol, uint code, int length) =>
        Assert.Equal((code, (byte)length), (HuffmanTable.Codes[symbol], HuffmanTable.Lengths[symbol]));

    [Fact]
    public void The_last_code_is_EOS() => Assert.Equal(0x3fffffffu, HuffmanTable.Codes[HuffmanTable.EndOfString]);

    [Theory]
    [InlineData("1f", 0)] // 'a' and three ones
    [InlineData("18", 1)] // padding of zeros
    [InlineData("1f ff", 1)] // a whole byte of padding
    [InlineData("ff ff ff", 1)] // EOS cut short
    [InlineData("ff ff ff fc", 2)]
    public void Padding_is_less_than_a_byte_and_all_ones(string hex, int verdict)
    {
        var expected = verdict switch { 0 => Violation.None, 1 => Violation.HpackPaddingInvalid, _ => Violation.HpackEndOfStringInString };
        Assert.Equal(expected, Huffman.Decode(Hex.Bytes(hex), new byte[20], out _));
    }

    private static void RoundTrip(byte[] text)
    {
        var coded = new byte[Huffman.EncodedLength(text)];
        Huffman.Encode(text, coded);
        var decoded = new byte[Huffman.MaxDecodedLength(coded.Length)];
        Assert.Equal(Violation.None, Huffman.Decode(coded, decoded, out var length));
        Assert.Equal(text, decoded[..length]);
        Assert.InRange(text.Length, Huffman.MinDecodedLength(coded.Length), Huffman.MaxDecodedLength(coded.Length));
    }
}
