using System.Text;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class PercentEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("all is ~fine!", "all is ~fine!")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb\r\t", "a%0Ab%0D%09")]
    [InlineData("ü€😀", "%C3%BC%E2%82%AC%F0%9F%98%80")]
    [InlineData("\u007f\0", "%7F%00")]
    public void Everything_but_printable_ASCII_and_percent_is_escaped(string text, string wire)
    {
        Assert.Equal(wire, Encoding.ASCII.GetString(PercentEncoding.Encode(text)));
        Assert.Equal(text, PercentEncoding.Decode(Encoding.ASCII.GetBytes(wire)));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("a%zzb", "a%zzb")]
    [InlineData("%%41", "%A")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("%C3", "\ufffd")]
    public void Broken_escapes_stay_and_broken_UTF_8_is_replaced(string wire, string text) => Assert.Equal(text, PercentEncoding.Decode(Encoding.ASCII.GetBytes(wire)));

    [Fact]
    public void Bytes_that_should_have_been_escaped_are_read_all_the_same() => Assert.Equal("ü%", PercentEncoding.Decode("ü%25"u8));

    [Fact]
    public void Random_texts_come_back()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => new Rune(random.Next(0xD7FF)).ToString()));
            var wire = PercentEncoding.Encode(text);
            Assert.DoesNotContain(wire, each => each is < 0x20 or > 0x7E);
            Assert.Equal(text, PercentEncoding.Decode(wire));
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(2);
        var bytes = new byte[40];
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at += 3) bytes[at] = (byte)'%';
            Assert.NotNull(PercentEncoding.Decode(bytes.AsSpan(0, random.Next(bytes.Length))));
        }
    }
}
