namespace Peregrine.ProtoCompiler.Tests;

public class SourceTextTests
{
    [Fact]
    public void A_position_counts_UTF16_units_and_a_tab_as_one()
    {
        var text = new SourceText("a.proto", "ä\n\t€x");
        Assert.Equal(new LinePosition(1, 2), text.GetPosition(4));
    }

    [Fact]
    public void A_protoc_position_counts_UTF8_bytes_and_a_tab_up_to_eight()
    {
        var text = new SourceText("a.proto", "ä\n\t€x");
        Assert.Equal(new LinePosition(1, 11), text.GetProtocPosition(4));
    }

    [Fact]
    public void An_offset_outside_is_moved_to_the_end()
    {
        var text = new SourceText("a.proto", "ab\n");
        Assert.Equal(new LinePosition(1, 0), text.GetPosition(99));
        Assert.Equal(new LinePosition(0, 0), text.GetPosition(-1));
    }
}
