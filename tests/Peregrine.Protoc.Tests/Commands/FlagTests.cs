using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Commands;

public class FlagTests
{
    [Theory]
    [InlineData("--descriptor_set_ot=x", "Unknown flag: --descriptor_set_ot.")]
    [InlineData("--csharpout=x", "Unknown flag: --csharpout. Did you mean --csharp_out?")]
    [InlineData("--csharp-out=x", "Unknown flag: --csharp-out. Did you mean --csharp_out?")]
    [InlineData("--java_out=x", "Unknown flag: --java_out. peregrine-protoc writes C#")]
    [InlineData("--encode=a.B", "--encode: peregrine-protoc does not convert messages.")]
    [InlineData("--print_free_field_numbers", "--print_free_field_numbers: peregrine-protoc does not have this flag")]
    [InlineData("--error_format=xml", "Unknown error format: xml.")]
    [InlineData("--plugin=protoc-gen-go=/bin/go", "--plugin=protoc-gen-go=/bin/go: Other plugins cannot be run")]
    [InlineData("-I.:", "--proto_path (-I) has an empty folder.")]
    public void A_flag_that_makes_no_sense_is_explained(string flag, string expected)
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\";");
        var outcome = workshop.Run(flag.Replace(":", Path.PathSeparator.ToString(), StringComparison.Ordinal), "-oset.pb", "a.proto");
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith(expected.Replace(":/", Path.PathSeparator + "/", StringComparison.Ordinal).Replace($"={Path.PathSeparator}/", "=/", StringComparison.Ordinal), outcome.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("a.proto")]
    [InlineData("--dependency_out=x.d", "a.proto")]
    [InlineData("-oset.pb", "--dependency_out=x.d", "a.proto", "b.proto")]
    [InlineData("--csharp_out=nowhere", "a.proto")]
    [InlineData("-oset.pb", "--descriptor_set_in=nowhere.pb", "a.proto")]
    [InlineData("-oset.pb", "--descriptor_set_in=a.proto", "a.proto")]
    public void What_protoc_refuses_is_refused_with_a_word_about_it(params string[] arguments)
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\";").Add("b.proto", "syntax = \"proto3\";");
        Assert.Equal(1, workshop.RunReal(["-I.", .. arguments]).Code);
        var outcome = workshop.Run(["-I.", .. arguments]);
        Assert.Equal(1, outcome.Code);
        Assert.NotEmpty(outcome.Messages);
    }

    [Fact]
    public void Flags_of_older_build_scripts_are_taken()
    {
        using var workshop = new Workshop().Add("a.proto", "edition = \"2023\"; message A {}");
        Assert.Equal(0, workshop.Run("-I.", "--experimental_editions", "--experimental_allow_proto3_optional", "--plugin=protoc-gen-grpc=/opt/grpc_csharp_plugin", "--grpc_out=.", "--csharp_out=.", "a.proto").Code);
    }

    [Fact]
    public void Without_arguments_and_with_help_the_flags_are_listed()
    {
        using var workshop = new Workshop();
        foreach (var arguments in (string[][])[[], ["--help"], ["-h"]])
        {
            var outcome = workshop.Run(arguments);
            Assert.Equal(0, outcome.Code);
            Assert.Contains("peregrine-protoc [<PROTO_FILES>...] [options]", outcome.Output, StringComparison.Ordinal);
            Assert.Contains("--descriptor_set_out <FILE>", outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Version_prints_name_and_version()
    {
        using var workshop = new Workshop();
        Assert.Matches(@"^peregrine-protoc \d+\.\d+\.\d+\s*$", workshop.Run("--version").Output);
    }

    [Theory]
    [InlineData("--include_imports")]
    [InlineData("--include_source_info")]
    public void A_flag_that_does_nothing_without_a_descriptor_set_says_so(string flag)
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\";");
        Assert.Equal(0, workshop.RunReal("-I.", flag, "--csharp_out=.", "a.proto").Code);
        var outcome = workshop.Run("-I.", flag, "--csharp_out=.", "a.proto");
        Assert.Equal(0, outcome.Code);
        Assert.StartsWith(flag, outcome.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Serializable_is_taken_with_a_warning()
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\";");
        var outcome = workshop.Run("-I.", "--csharp_out=serializable:.", "a.proto");
        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("--csharp_out: warning: \"serializable\" does nothing", outcome.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_an_argument_file_is_one_argument_with_its_blanks()
    {
        using var workshop = new Workshop().Add("with blanks/a.proto", "syntax = \"proto3\";").Add("words", "-Iwith blanks\r\nwith blanks/a.proto\r\n");
        Assert.Equal(0, workshop.Run("@words", "-oset.pb").Code);
    }
}
