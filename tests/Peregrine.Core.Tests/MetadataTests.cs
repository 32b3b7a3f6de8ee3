namespace Peregrine.Core.Tests;

public class MetadataTests
{
    [Fact]
    public void Keys_are_lower_cased() => Assert.Equal("x-trace", new Metadata.Entry("X-Trace", "1").Key);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData(":path")]
    [InlineData("ä")]
    [InlineData("a\r\nb")]
    public void A_key_with_other_characters_is_refused(string key) => Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "1"));

    [Fact]
    public void A_text_value_under_a_bin_key_is_refused() => Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "1"));

    [Fact]
    public void A_value_of_bytes_needs_a_bin_key() => Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", [1]));

    [Theory]
    [InlineData("a\r\nb: c")]
    [InlineData("ü")]
    [InlineData("\0")]
    public void A_text_value_must_be_printable_ASCII(string value)
    {
        var error = Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", value));
        Assert.Contains("-bin", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_of_an_entry_cannot_be_changed_from_outside()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("a-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;
        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void The_text_of_a_bin_entry_cannot_be_read() => Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("a-bin", [1]).Value);

    [Fact]
    public void The_bytes_of_a_text_entry_are_its_ASCII() => Assert.Equal("ab"u8.ToArray(), new Metadata.Entry("a", "ab").ValueBytes);

    [Fact]
    public void Get_returns_the_last_of_several_and_GetAll_returns_them_in_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "A", "3" } };
        Assert.Equal("3", metadata.Get("a")!.Value);
        Assert.Equal("3", metadata.GetValue("A"));
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Null(metadata.Get("c"));
        Assert.Null(metadata.GetValueBytes("c"));
    }

    [Fact]
    public void Empty_refuses_changes()
    {
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Insert(0, new Metadata.Entry("b", "1")));
        Assert.True(Metadata.Empty.IsReadOnly);
    }
}
