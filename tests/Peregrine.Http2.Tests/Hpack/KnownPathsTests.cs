using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Hpack;

public class KnownPathsTests
{
    private const byte Once = 0x00;
    private const byte Never = 0x10;
    private const byte Indexed = 0x40;

    private readonly HeaderField _greet = Path("/greet.Greeter/SayHello");
    private readonly HeaderField _short = Path("/a");

    [Theory]
    [InlineData(Once | 4, false)]
    [InlineData(Once | 4, true)]
    [InlineData(Once | 5, true)]
    [InlineData(Indexed | 4, false)]
    [InlineData(Indexed | 5, true)]
    public void A_known_path_is_the_same_field_on_all_connections(byte literal, bool huffman)
    {
        var paths = new KnownPaths([_short, _greet]);
        for (var connection = 0; connection < 2; connection++)
        {
            var decoder = new HpackDecoder(new(16384, 128), paths);
            Assert.Same(_greet, Only(decoder, [literal, .. Coded(_greet, huffman)]));
            Assert.Same(_short, Only(decoder, [literal, .. Coded(_short, huffman)]));
        }
    }

    [Fact]
    public void A_known_path_that_is_to_be_indexed_enters_the_table()
    {
        var decoder = new HpackDecoder(new(16384, 128), new([_greet]));
        Only(decoder, [Indexed | 4, .. Coded(_greet, true)]);
        Assert.Same(_greet, Only(decoder, [0xBE]));
        Assert.Equal(_greet.Size, decoder.TableSize);
    }

    [Fact]
    public void A_known_path_larger_than_the_table_empties_it()
    {
        var decoder = new HpackDecoder(new(16384, 128), new([_greet]));
        Only(decoder, [0x3F, 50 - 31, Indexed | 4, .. Coded(_short, false)]);
        Assert.Equal(_short.Size, decoder.TableSize);
        Only(decoder, [Indexed | 4, .. Coded(_greet, false)]);
        Assert.Equal(0, decoder.TableSize);
    }

    [Fact]
    public void A_path_that_must_never_be_indexed_is_decoded_each_time()
    {
        var decoder = new HpackDecoder(new(16384, 128), new([_short]));
        Assert.Null(Only(decoder, [Never | 4, .. Coded(_short, false)]));
    }

    [Fact]
    public void A_path_that_is_not_known_is_decoded()
    {
        var list = new HeaderList();
        Assert.True(new HpackDecoder(new(16384, 128), new([_short])).Decode([Once | 4, .. Coded(_greet, true)], list).IsNone);
        Assert.Equal([":path: /greet.Greeter/SayHello"], HpackVectorTests.Lines(list));
    }

    [Fact]
    public void A_known_value_of_another_name_is_not_a_path()
    {
        var list = new HeaderList();
        Assert.True(new HpackDecoder(new(16384, 128), new([_short])).Decode([Once | 1, .. Coded(_short, false)], list).IsNone);
        Assert.Equal([":authority: /a"], HpackVectorTests.Lines(list));
    }

    [Fact]
    public void Known_paths_count_against_the_limit_of_the_list()
    {
        var decoder = new HpackDecoder(new(50, 128), new([_greet]));
        Assert.Equal(Violation.HeaderListTooLarge, decoder.Decode([Once | 4, .. Coded(_greet, true)], new()).Violation);
    }

    [Fact]
    public void Each_of_many_paths_is_found()
    {
        var fields = Enumerable.Range(0, 3000).Select(i => Path($"/bench.Many/M{i}")).ToArray();
        var decoder = new HpackDecoder(new(16384, 128), new(fields));
        foreach (var field in fields) Assert.Same(field, Only(decoder, [Once | 4, .. Coded(field, true)]));
    }

    [Fact]
    public void A_path_too_long_to_be_known_is_decoded()
    {
        var field = Path("/" + new string('~', 300));
        var decoder = new HpackDecoder(new(16384, 128), new([field]));
        Assert.Null(Only(decoder, [Once | 4, 0x7F, 0xAE, 0x01, .. field.Value]));
    }

    [Fact]
    public void A_block_that_ends_within_a_known_path_is_truncated()
    {
        byte[] block = [Once | 4, .. Coded(_greet, true)];
        var decoder = new HpackDecoder(new(16384, 128), new([_greet]));
        for (var length = 1; length < block.Length; length++) Assert.Equal(Violation.HpackTruncated, decoder.Decode(block.AsSpan(0, length), new()).Violation);
    }

    private static HeaderField Path(string path) => new(":path"u8, Encoding.ASCII.GetBytes(path));

    private static byte[] Coded(HeaderField field, bool huffman)
    {
        if (!huffman) return [(byte)field.Value.Length, .. field.Value];
        var coded = new byte[Huffman.EncodedLength(field.Value)];
        Huffman.Encode(field.Value, coded);
        return [(byte)(0x80 | coded.Length), .. coded];
    }

    /// <summary>The only field of a block as the object that it is; null when it lies in the list by its bytes.</summary>
    private static HeaderField? Only(HpackDecoder decoder, byte[] block)
    {
        var list = new HeaderList();
        Assert.True(decoder.Decode(block, list).IsNone);
        Assert.Equal(1, list.Count);
        return list.Entry(0);
    }
}
