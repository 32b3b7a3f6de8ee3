using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Tests.Emitting.Fields;

public sealed class WireTagTests
{
    [Theory]
    [InlineData(1, "8", 1)]
    [InlineData(15, "120", 1)]
    [InlineData(16, "128, 1", 2)]
    [InlineData(2047, "248, 127", 2)]
    [InlineData(2048, "128, 128, 1", 3)]
    [InlineData(262143, "248, 255, 127", 3)]
    [InlineData(33554431, "248, 255, 255, 127", 4)]
    [InlineData(33554432, "128, 128, 128, 128, 1", 5)]
    [InlineData(536870911, "248, 255, 255, 255, 15", 5)]
    public void A_tag_is_a_varint_of_number_and_wire_type(int number, string bytes, int length)
    {
        var tag = new WireTag(number, WireTag.Varint);

        Assert.Equal(bytes, tag.Bytes);
        Assert.Equal(length, tag.Length);
    }
}
