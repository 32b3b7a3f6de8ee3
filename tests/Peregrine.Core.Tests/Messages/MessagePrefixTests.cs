using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class MessagePrefixTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 0x01020304)]
    [InlineData(true, int.MaxValue)]
    public void What_is_written_is_read_back(bool compressed, int length)
    {
        var bytes = new byte[MessagePrefix.Size];
        MessagePrefix.Write(bytes, compressed, length);
        var prefix = MessagePrefix.Read(bytes);
        Assert.True(prefix.IsValid);
        Assert.Equal(compressed, prefix.IsCompressed);
        Assert.Equal((uint)length, prefix.Length);
    }

    [Fact]
    public void The_length_is_big_endian() => Assert.Equal(0xFFFE0102u, MessagePrefix.Read([0, 0xFF, 0xFE, 1, 2]).Length);

    [Theory]
    [InlineData(2)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void Unknown_flags_are_invalid(byte flags) => Assert.False(new MessagePrefix(flags, 0).IsValid);
}
