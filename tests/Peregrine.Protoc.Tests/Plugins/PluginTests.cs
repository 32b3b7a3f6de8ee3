using Peregrine.Protoc.Plugins;
using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Plugins;

/// <summary>Our program as protoc-gen-peregrine, started by the real protoc.</summary>
public class PluginTests
{
    [Theory]
    [MemberData(nameof(Corpus.Files), MemberType = typeof(Corpus))]
    public void Protoc_with_the_plugin_writes_what_the_command_writes(string file)
    {
        using var workshop = new Workshop().AddFolder("real").AddFolder("ours");
        string[] paths = [$"-I{Corpus.Root}", $"-I{RealProtoc.IncludePath}"];
        var real = workshop.RunReal([.. paths, "--experimental_editions", $"--plugin=protoc-gen-peregrine={RealProtoc.PeregrinePlugin}", "--peregrine_out=real", file]);
        Assert.True(real.Code == 0, real.Messages);
        Assert.Equal(0, workshop.Run([.. paths, "--peregrine_out=ours", file]).Code);
        Assert.Equal(workshop.FilesIn("ours"), workshop.FilesIn("real"));
        // protoc hands over all JSON names, so a name that the file repeats cannot be told from one that it leaves out.
        if (file != "scalars.proto")
            Assert.All(workshop.FilesIn("ours"), name => Assert.Equal(workshop.ReadText("ours/" + name), workshop.ReadText("real/" + name)));
    }

    [Fact]
    public void Parameters_reach_the_plugin_and_only_asked_files_are_written()
    {
        using var workshop = new Workshop()
            .AddFolder("out")
            .Add("a.proto", "syntax = \"proto3\"; package shop; import \"b.proto\"; message A { B b = 1; } service S { rpc R (A) returns (B); }")
            .Add("b.proto", "syntax = \"proto3\"; package shop; message B {}");
        var real = workshop.RunReal("-I.", $"--plugin=protoc-gen-peregrine={RealProtoc.PeregrinePlugin}", "--peregrine_out=no_client,base_namespace=,file_extension=.g.cs:out", "--peregrine_opt=internal_access", "a.proto");
        Assert.True(real.Code == 0, real.Messages);
        Assert.Equal(["Shop/A.g.cs", "Shop/AGrpc.cs"], workshop.FilesIn("out"));
        Assert.DoesNotContain("SClient", workshop.ReadText("out/Shop/AGrpc.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_parameter_is_an_error_that_protoc_prints()
    {
        using var workshop = new Workshop().AddFolder("out").Add("a.proto", "syntax = \"proto3\";");
        var real = workshop.RunReal("-I.", $"--plugin=protoc-gen-peregrine={RealProtoc.PeregrinePlugin}", "--peregrine_out=zork:out", "a.proto");
        Assert.Equal(1, real.Code);
        Assert.StartsWith("--peregrine_out: Unknown generator option: zork. There are: ", real.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_request_have_no_answer()
    {
        Assert.Null(Plugin.Answer([]));
        Assert.Null(Plugin.Answer([0xFF, 0x01]));
    }
}
