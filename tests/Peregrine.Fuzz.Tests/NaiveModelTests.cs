using System.Text;
using Fuzz.Models;

namespace Peregrine.Fuzz.Tests;

/// <summary>The naive models say what the specifications' own examples say.</summary>
public sealed class NaiveModelTests
{
    [Fact]
    public void The_first_request_of_RFC_7541_C_4_is_read()
    {
        var naive = new NaiveHpack(16_384, 128);
        Assert.Equal(BlockVerdict.Fine, naive.Decode(Convert.FromHexString("828684418cf1e3c2e5f23a6ba0ab90f4ff")));
        Assert.Equal([":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"], naive.Fields.Select(each => $"{each.Name}: {each.Value}"));
        Assert.Equal(57, naive.TableSize);
    }

    [Fact]
    public void A_string_of_RFC_7541_C_4_is_Huffman_coded()
    {
        var coded = Convert.FromHexString("f1e3c2e5f23a6ba0ab90f4ff");
        Assert.Equal("www.example.com", Encoding.ASCII.GetString(NaiveHuffman.Decode(coded)!));
        Assert.Equal(coded, NaiveHuffman.Encode("www.example.com"u8));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9vYmE", "fooba")]
    [InlineData("Zm9vYmFy", "foobar")]
    public void The_examples_of_RFC_4648_are_decoded(string coded, string plain) => Assert.Equal(plain, Encoding.ASCII.GetString(NaiveBase64.Decode(coded)!));

    [Theory]
    [InlineData("Z")]
    [InlineData("Zg=")]
    [InlineData("Zh==")]
    [InlineData("Z_==")]
    public void What_is_not_base64_is_not_decoded(string coded) => Assert.Null(NaiveBase64.Decode(coded));
}
