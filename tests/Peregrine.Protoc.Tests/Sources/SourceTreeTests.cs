using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Sources;

/// <summary>What an input is called, and which file an import leads to, as with protoc: judged by the descriptor set, or by the refusal.</summary>
public class SourceTreeTests
{
    [Theory]
    [InlineData("a.proto")]
    [InlineData("./sub/../a.proto")]
    [InlineData("./a.proto")]
    [InlineData("sub/b.proto")]
    [InlineData("-I.", "sub/b.proto")]
    [InlineData("-Isub", "sub/b.proto")]
    [InlineData("-Isub", "b.proto")]
    [InlineData("-Isub", "-I.", "sub/b.proto")]
    [InlineData("-I.", "-Isub", "sub/b.proto")]
    [InlineData("-Isub", "a.proto")]
    [InlineData("-Isub/", "sub//b.proto")]
    [InlineData("-Ideep=sub", "sub/b.proto")]
    [InlineData("-Ideep=sub", "deep/b.proto")]
    [InlineData("-Isub=other", "-I.", "sub/b.proto")]
    [InlineData("-Iq.proto=sub/b.proto", "q.proto")]
    [InlineData("-I=sub", "b.proto")]
    [InlineData("--proto_path", "sub", "sub/b.proto")]
    [InlineData("--proto_path=nowhere:.", "a.proto")]
    [InlineData("-I.", "nowhere.proto")]
    [InlineData("-I.", "sub")]
    [InlineData("-I", ".", "a.proto", "a.proto")]
    [InlineData("-I")]
    [InlineData("-I.")]
    [InlineData("-Ipercent=100", "percent=100/d.proto")]
    [InlineData("@words.txt")]
    [InlineData("@nowhere.txt")]
    public void A_command_line_leads_to_the_same_files_or_is_refused(params string[] arguments)
    {
        using var workshop = new Workshop()
            .Add("a.proto", "syntax = \"proto3\"; import \"sub/b.proto\"; message A { B b = 1; }")
            .Add("sub/b.proto", "syntax = \"proto3\"; message B {}")
            .Add("other/b.proto", "syntax = \"proto3\"; message Other {}")
            .Add("percent=100/d.proto", "syntax = \"proto3\"; message D {}")
            .Add("words.txt", "-Isub\n--include_imports\nb.proto\n");
        if (OperatingSystem.IsWindows())
            arguments = [.. arguments.Select(argument => argument.Replace(':', ';'))];
        var real = workshop.RunReal([.. arguments, "-oreal.pb"]);
        var ours = workshop.Run([.. arguments, "-oours.pb"]);
        Assert.True(real.Code == ours.Code, $"{real.Code} {real.Messages}\n{ours.Code} {ours.Messages}");
        if (real.Code == 0)
            Assert.Equal(workshop.Read("real.pb"), workshop.Read("ours.pb"));
        else
            Assert.NotEmpty(ours.Messages);
    }

    [Fact]
    public void Absolute_paths_lead_to_the_same_files()
    {
        using var workshop = new Workshop().Add("sub/b.proto", "syntax = \"proto3\"; message B {}");
        string[] arguments = [$"-I{workshop.Folder}", workshop.PathOf("sub/b.proto")];
        Assert.Equal(0, workshop.RunReal([.. arguments, "-oreal.pb"]).Code);
        Assert.Equal(0, workshop.Run([.. arguments, "-oours.pb"]).Code);
        Assert.Equal(workshop.Read("real.pb"), workshop.Read("ours.pb"));
    }

    [Fact]
    public void The_well_known_files_need_no_folder()
    {
        using var workshop = new Workshop().Add("a.proto", "syntax = \"proto3\"; import \"google/protobuf/any.proto\"; message A { google.protobuf.Any any = 1; }");
        Assert.Equal(0, workshop.Run("-I.", "--include_imports", "-oset.pb", "a.proto").Code);
        Assert.Equal(0, workshop.RunReal("-I.", $"-I{RealProtoc.IncludePath}", "--include_imports", "-oreal.pb", "a.proto").Code);
        Assert.Equal(workshop.Read("real.pb"), workshop.Read("set.pb"));
    }
}
