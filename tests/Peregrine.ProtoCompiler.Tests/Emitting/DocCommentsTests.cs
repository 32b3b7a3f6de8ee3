using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Emitting;

public sealed class DocCommentsTests
{
    [Fact]
    public void A_leading_comment_becomes_the_summary() => Assert.Equal(
        "/// <summary>\n/// A message.\n/// </summary>\n",
        Summary("// A message.\nmessage M { }"));

    [Fact]
    public void Without_a_leading_comment_the_trailing_one_does() => Assert.Equal(
        "/// <summary>\n/// Behind.\n/// </summary>\n",
        Summary("message M { // Behind.\n}"));

    [Fact]
    public void Markup_in_a_comment_is_text() => Assert.Equal(
        "/// <summary>\n/// a &lt;b&gt; &amp;amp; c\n/// </summary>\n",
        Summary("// a <b> &amp; c\nmessage M { }"));

    [Fact]
    public void Blank_lines_part_paragraphs_and_are_dropped_at_the_ends() => Assert.Equal(
        "/// <summary>\n/// one\n///\n/// two\n/// </summary>\n",
        Summary("//\n// one\n//\n//\n// two\n//\nmessage M { }"));

    [Theory]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u0085')]
    [InlineData('\u0001')]
    [InlineData('\uFFFF')]
    public void A_character_that_would_end_the_comment_or_break_XML_is_left_out(char c) => Assert.Equal(
        "/// <summary>\n/// ab\n/// </summary>\n",
        Summary($"// a{c}b\nmessage M {{ }}"));

    [Fact]
    public void Without_a_comment_the_fallback_is_written() => Assert.Equal("/// <summary>otherwise</summary>\n", Summary("message M { }"));

    private static string Summary(string text)
    {
        var compilation = ProtoCompilation.Compile([new ProtoSource("a.proto", "syntax = \"proto3\";\n\n" + text)]);
        var writer = new CodeWriter();
        DocComments.Summary(writer, (Descriptor)Assert.Single(Assert.Single(compilation.Files).Messages), "otherwise");
        return writer.ToString();
    }
}
