using System.Text;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class BinaryHeaderTests
{
    [Fact]
    public void Bytes_of_every_length_are_written_without_padding_and_read_with_and_without()
    {
        for (var length = 0; length < 100; length++)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var wire = Encoded(bytes);
            Assert.DoesNotContain("=", wire, StringComparison.Ordinal);
            Assert.Equal([bytes], Decoded(wire));
            Assert.Equal([bytes], Decoded(Convert.ToBase64String(bytes)));
        }
    }

    [Fact]
    public void Values_joined_by_commas_are_split()
    {
        Assert.Equal([[1], [2, 3], []], Decoded("AQ, AgM=,"));
        Assert.Equal([[1], [1]], Decoded("AQ==,AQ"));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AQ=")]
    [InlineData("AQ===")]
    [InlineData("====")]
    [InlineData("A=Q=")]
    [InlineData("AQ*=")]
    [InlineData("A_-A")]
    [InlineData("AQ ID")]
    [InlineData("AQ,*")]
    public void What_is_not_base64_is_refused(string wire) => Assert.False(BinaryHeader.TryDecode(Encoding.ASCII.GetBytes(wire), out _));

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(3);
        var alphabet = "ABab01+/=, \n\0*"u8.ToArray();
        for (var i = 0; i < 5000; i++)
        {
            var wire = random.GetItems(alphabet, random.Next(12));
            if (BinaryHeader.TryDecode(wire, out var values)) Assert.NotEmpty(values);
        }
    }

    private static string Encoded(byte[] bytes)
    {
        var buffer = new byte[BinaryHeader.MaxEncodedLength(bytes.Length)];
        return Encoding.ASCII.GetString(buffer, 0, BinaryHeader.Encode(bytes, buffer));
    }

    private static byte[][] Decoded(string wire)
    {
        Assert.True(BinaryHeader.TryDecode(Encoding.ASCII.GetBytes(wire), out var values));
        return values;
    }
}
