using static Peregrine.ProtoCompiler.Tests.Compiling;

namespace Peregrine.ProtoCompiler.Tests.Syntax;

public class CommentReaderTests
{
    private static SourceComments CommentsOfB(string body) =>
        CompileFile("syntax = \"proto3\";\nmessage A {\n  int32 a = 1;" + body + "\n}").Messages[0].Fields[1].Comments;

    [Fact]
    public void The_comment_right_above_is_leading() => Assert.Equal(" above\n", CommentsOfB("\n  // above\n  int32 b = 2;").Leading);

    [Fact]
    public void The_comment_in_the_same_line_is_trailing() => Assert.Equal(" behind\n", CommentsOfB("\n  int32 b = 2; // behind").Trailing);

    [Fact]
    public void The_comment_in_the_next_line_is_trailing_if_a_blank_line_follows() =>
        Assert.Equal(" below\n", CommentsOfB("\n  int32 b = 2;\n  // below\n\n  int32 c = 3;").Trailing);

    [Fact]
    public void A_comment_behind_the_field_before_is_not_leading() => Assert.Null(CommentsOfB(" // of a\n  int32 b = 2;").Leading);

    [Fact]
    public void Comments_apart_are_detached()
    {
        var comments = CommentsOfB("\n\n  // one\n\n  /* two */\n\n  // three\n  int32 b = 2;");
        Assert.Equal([" one\n", " two "], comments.LeadingDetached);
        Assert.Equal(" three\n", comments.Leading);
    }

    [Fact]
    public void Stars_of_a_block_are_left_out() => Assert.Equal("*\n one\n two\n", CommentsOfB("\n  /**\n   * one\n   * two\n   */\n  int32 b = 2;").Leading);

    [Fact]
    public void No_comment_is_null() => Assert.Same(SourceComments.None, CommentsOfB("\n  int32 b = 2;"));
}
