using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Hpack;

public class HpackDecoderTests
{
    private const string Block = "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3";

    [Fact]
    public void A_block_cut_at_any_byte_is_truncated_or_ends_between_fields()
    {
        var whole = Hex.Bytes(Block);
        var clean = new List<int>();
        for (var length = 0; length < whole.Length; length++)
        {
            var breach = new HpackDecoder(new(16384, 128)).Decode(whole.AsSpan(0, length), new());
            if (breach.IsNone) clean.Add(length);
            else Assert.Equal(Violation.HpackTruncated, breach.Violation);
        }
        Assert.Equal([0, 4, 11, 35], clean);
    }

    [Fact]
    public void The_same_field_may_enter_the_table_twice()
    {
        var list = new HeaderList();
        Assert.True(new HpackDecoder(new(16384, 128)).Decode([0x40, 1, (byte)'a', 1, (byte)'b', 0x40, 1, (byte)'a', 1, (byte)'b', 0xBE, 0xBF], list).IsNone);
        Assert.Equal(["a: b", "a: b", "a: b", "a: b"], HpackVectorTests.Lines(list));
    }

    [Theory]
    [InlineData(new byte[] { 0x80 | 62 })]
    [InlineData(new byte[] { 0x40 | 62, 1, 0x78 })]
    [InlineData(new byte[] { 0x0F, 62 - 15, 1, 0x78 })]
    [InlineData(new byte[] { 0x1F, 62 - 15, 1, 0x78 })]
    public void An_index_beyond_both_tables_is_an_error_in_each_representation(byte[] block) =>
        Assert.Equal(Violation.HpackIndexTooLarge, new HpackDecoder(new(16384, 128)).Decode(block, new()).Violation);

    [Fact]
    public void Decoding_goes_on_behind_the_limit_so_that_the_table_stays_in_step()
    {
        var decoder = new HpackDecoder(new(100, 128));
        var list = new HeaderList();
        var first = decoder.Decode([0x40, 1, (byte)'a', 50, .. new byte[50], 0x40, 1, (byte)'b', 1, (byte)'c'], list);
        Assert.Equal((Violation.HeaderListTooLarge, 117L, 100L), (first.Violation, first.Actual, first.Limit));
        Assert.Equal(default, decoder.Decode([0xBE], list));
        Assert.Equal(["b: c"], HpackVectorTests.Lines(list));
    }

    [Fact]
    public void A_string_beyond_the_hard_limit_is_refused_by_its_length()
    {
        var decoder = new HpackDecoder(new(100, 128));
        Assert.Equal(Violation.HeaderListFarTooLarge, decoder.Decode([0x00, 1, (byte)'a', 0x7F, 0x81, 0x01, .. new byte[256]], new()).Violation);
        var huffman = decoder.Decode([0x00, 1, (byte)'a', 0xFF, 0xF5, 0x07, .. new byte[1140]], new());
        Assert.Equal(Violation.HeaderListFarTooLarge, huffman.Violation);
    }

    [Fact]
    public void Thousands_of_references_to_one_entry_hit_the_limit_of_fields()
    {
        var decoder = new HpackDecoder(new(1 << 20, 128));
        var bomb = new byte[4000];
        bomb.AsSpan().Fill(0x82);
        Assert.Equal(Violation.FarTooManyHeaderFields, decoder.Decode(bomb, new()).Violation);
    }

    [Fact]
    public void A_field_larger_than_the_table_empties_it_and_is_still_delivered()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        var list = new HeaderList();
        decoder.Decode([0x40, 1, (byte)'a', 1, (byte)'b'], list);
        Assert.Equal(34, decoder.TableSize);
        Assert.Equal(default, decoder.Decode([0x40, 1, (byte)'c', 0x7F, 0xA1, 0x1F, .. new byte[4000 + 128]], list));
        Assert.Equal((0, 1, 4128), (decoder.TableSize, list.Count, list.Value(0).Length));
        Assert.Null(list.Entry(0));
    }

    [Fact]
    public void A_size_update_after_a_lowered_limit_is_accepted()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        decoder.AllowCapacity(100);
        Assert.Equal(default, decoder.Decode([0x3F, 0x45, 0x82], new()));
        Assert.Equal(default, decoder.Decode([0x82], new()));
    }

    [Fact]
    public void A_repeated_block_allocates_nothing()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        var list = new HeaderList();
        decoder.Decode(Hex.Bytes(Block), list);
        byte[] again = [0x88, 0xC1, 0xC0, 0xBF, 0xBE, 0x82, 0x86, 0x84];
        decoder.Decode(again, list);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) decoder.Decode(again, list);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(8, list.Count);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(7541);
        for (var round = 0; round < 20_000; round++)
        {
            var decoder = new HpackDecoder(new(500, 20));
            var block = new byte[random.Next(60)];
            random.NextBytes(block);
            var list = new HeaderList();
            for (var again = 0; again < 2 && decoder.Decode(block, list) is { IsNone: true }; again++) Assert.InRange(list.Size, 0, 500);
        }
    }
}
