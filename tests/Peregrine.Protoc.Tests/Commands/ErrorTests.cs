using System.Text.RegularExpressions;
using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Commands;

/// <summary>Errors stand where protoc prints them, in its form; the words and the id are ours.</summary>
public partial class ErrorTests
{
    [Theory]
    [InlineData("message A { Foo foo = 1; }")]
    [InlineData("message A {\n\n\tint32 a = 1; int32 a = 2; }")]
    [InlineData("message A { /* Größe */ int32 a = 0; }")]
    [InlineData("message A {}\nmessage A {}")]
    [InlineData("enum E { ONE = 1; }")]
    [InlineData("message A { int32 a = 1 }")]
    [InlineData("service S { rpc R (Nothing) returns (Nothing); }")]
    public void An_error_has_the_place_that_it_has_with_protoc(string text)
    {
        using var workshop = new Workshop().AddFolder("out").Add("sub/a.proto", "syntax = \"proto3\";\n" + text);
        foreach (var format in (string[])["gcc", "msvs"])
        {
            string[] arguments = ["-Isub", $"--error_format={format}", "--csharp_out=out", "sub/a.proto"];
            var real = workshop.RunReal(arguments);
            var ours = workshop.Run(arguments);
            Assert.Equal((1, 1), (real.Code, ours.Code));
            Assert.Equal(Place().Match(real.Lines[0]).Value, Place().Match(ours.Lines[0]).Value);
            Assert.NotEmpty(Place().Match(ours.Lines[0]).Value);
            Assert.Matches(@" \[PRG\d{4}\]$", ours.Lines[0]);
            Assert.Empty(workshop.FilesIn("out"));
        }
    }

    [Fact]
    public void A_warning_says_so_and_fails_nothing_unless_it_is_asked_to()
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\";\nimport \"b.proto\";\nmessage A {}").Add("b.proto", "syntax = \"proto3\"; import \"c.proto\";").Add("c.proto", "syntax = \"proto3\";");
        var real = workshop.RunReal("-I.", "-oset.pb", "a.proto");
        var ours = workshop.Run("-I.", "-oset.pb", "a.proto");
        Assert.Equal((0, 0), (real.Code, ours.Code));
        Assert.StartsWith("a.proto:2:1: warning: ", real.Messages, StringComparison.Ordinal);
        Assert.StartsWith("a.proto:2:1: warning: ", Assert.Single(ours.Lines), StringComparison.Ordinal);
        Assert.Equal(1, workshop.RunReal("-I.", "--fatal_warnings", "-oset.pb", "a.proto").Code);
        Assert.Equal(1, workshop.Run("-I.", "--fatal_warnings", "-oset.pb", "a.proto").Code);
    }

    [Fact]
    public void What_is_wrong_in_an_imported_file_is_said_of_that_file()
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\"; import \"b.proto\"; message A { B b = 1; }").Add("b.proto", "syntax = \"proto3\";\nmessage B { int32 x = 0; }");
        var ours = workshop.Run("-I.", "-oset.pb", "a.proto");
        Assert.Equal(1, ours.Code);
        Assert.StartsWith("b.proto:2:23: ", ours.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_UTF8_is_refused_unless_that_is_in_comments_only()
    {
        using var workshop = new Workshop();
        File.WriteAllBytes(workshop.PathOf("comment.proto"), [.. "syntax = \"proto3\"; // Gr"u8, 0xFC, .. "n\nmessage A {}"u8]);
        File.WriteAllBytes(workshop.PathOf("text.proto"), [.. "syntax = \"proto3\"; option java_package = \"gr"u8, 0xFC, .. "n\";"u8]);
        Assert.Equal(0, workshop.Run("-I.", "-oset.pb", "comment.proto").Code);
        var outcome = workshop.Run("-I.", "-oset.pb", "text.proto");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("not UTF-8", outcome.Messages, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^.*?(:\d+:\d+: |\(\d+\) : error in column=\d+: )")]
    private static partial Regex Place();
}
