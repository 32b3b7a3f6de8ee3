using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Hpack;

/// <summary>The examples of RFC 7541 appendix C.</summary>
public class HpackVectorTests
{
    private const string Date21 = "date: Mon, 21 Oct 2013 20:13:21 GMT";
    private const string Date22 = "date: Mon, 21 Oct 2013 20:13:22 GMT";
    private const string Cookie = "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
    private const string Location = "location: https://www.example.com";

    [Theory]
    [InlineData(5, 10, "0a")]
    [InlineData(5, 1337, "1f 9a 0a")]
    [InlineData(8, 42, "2a")]
    public void C_1_integers(int prefixBits, int value, string hex)
    {
        var bytes = new byte[HpackInteger.MaxLength];
        var length = HpackInteger.Write(bytes, 0, prefixBits, value);
        Assert.Equal(Hex.Bytes(hex), bytes[..length]);
        var position = 0;
        Assert.Equal(Violation.None, HpackInteger.Read(bytes, prefixBits, ref position, out var read));
        Assert.Equal((value, length), (read, position));
    }

    [Theory]
    [InlineData("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572", "custom-key: custom-header", 55)]
    [InlineData("040c 2f73 616d 706c 652f 7061 7468", ":path: /sample/path", 0)]
    [InlineData("1008 7061 7373 776f 7264 0673 6563 7265 74", "password: secret", 0)]
    [InlineData("82", ":method: GET", 0)]
    public void C_2_field_representations(string hex, string field, int tableSize) => Decode(new(new(16384, 128)), hex, tableSize, field);

    [Fact]
    public void C_2_3_a_never_indexed_field_says_so()
    {
        var list = new HeaderList();
        new HpackDecoder(new(16384, 128)).Decode(Hex.Bytes("1008 7061 7373 776f 7264 0673 6563 7265 74"), list);
        Assert.True(list.IsNeverIndexed(0));
        Assert.True(list.Keep(0).NeverIndexed);
    }

    [Fact]
    public void C_3_requests_without_Huffman_coding()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        Decode(decoder, "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", 57,
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
        Decode(decoder, "8286 84be 5808 6e6f 2d63 6163 6865", 110,
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache");
        Decode(decoder, "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65", 164,
            ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value");
    }

    [Fact]
    public void C_4_requests_with_Huffman_coding()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        Decode(decoder, "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", 57,
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
        Decode(decoder, "8286 84be 5886 a8eb 1064 9cbf", 110,
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache");
        Decode(decoder, "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf", 164,
            ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com", "custom-key: custom-value");
    }

    [Fact]
    public void C_5_responses_without_Huffman_coding_and_with_eviction()
    {
        var decoder = Small();
        Decode(decoder, "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 54"
            + "6e17 6874 7470 733a 2f2f 7777 772e 6578 616d 706c 652e 636f 6d", 222, ":status: 302", "cache-control: private", Date21, Location);
        Decode(decoder, "4803 3330 37c1 c0bf", 222, ":status: 307", "cache-control: private", Date21, Location);
        Decode(decoder, "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d"
            + "4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31",
            215, ":status: 200", "cache-control: private", Date22, Location, "content-encoding: gzip", Cookie);
    }

    [Fact]
    public void C_6_responses_with_Huffman_coding_and_with_eviction()
    {
        var decoder = Small();
        Decode(decoder, "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3",
            222, ":status: 302", "cache-control: private", Date21, Location);
        Decode(decoder, "4883 640e ffc1 c0bf", 222, ":status: 307", "cache-control: private", Date21, Location);
        Decode(decoder, "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960"
            + "d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07",
            215, ":status: 200", "cache-control: private", Date22, Location, "content-encoding: gzip", Cookie);
    }

    // The examples of C.5 and C.6 use a table of 256 bytes.
    private static HpackDecoder Small()
    {
        var decoder = new HpackDecoder(new(16384, 128));
        Decode(decoder, "3fe1 01", 0);
        return decoder;
    }

    private static void Decode(HpackDecoder decoder, string hex, int tableSize, params string[] fields)
    {
        var list = new HeaderList();
        Assert.Equal(default, decoder.Decode(Hex.Bytes(hex), list));
        Assert.Equal(fields, Lines(list));
        Assert.Equal(tableSize, decoder.TableSize);
    }

    internal static List<string> Lines(HeaderList list)
    {
        var lines = new List<string>();
        for (var i = 0; i < list.Count; i++) lines.Add($"{Encoding.Latin1.GetString(list.Name(i))}: {Encoding.Latin1.GetString(list.Value(i))}");
        return lines;
    }
}
