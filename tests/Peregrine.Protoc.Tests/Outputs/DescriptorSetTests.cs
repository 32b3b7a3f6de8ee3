using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Outputs;

public class DescriptorSetTests
{
    [Theory]
    [MemberData(nameof(Corpus.Files), MemberType = typeof(Corpus))]
    public void A_set_of_a_file_of_the_corpus_has_the_bytes_of_protoc(string file)
    {
        using var workshop = new Workshop();
        foreach (var flags in (string[][])[[], ["--include_imports"], ["--include_source_info"], ["--include_imports", "--include_source_info"]])
            IsAlike(workshop, [$"-I{Corpus.Root}", $"-I{RealProtoc.IncludePath}", .. flags, file]);
    }

    [Theory]
    [MemberData(nameof(Corpus.WellKnownFiles), MemberType = typeof(Corpus))]
    public void A_set_of_a_well_known_file_has_the_bytes_of_protoc(string file)
    {
        using var workshop = new Workshop();
        IsAlike(workshop, [$"-I{RealProtoc.IncludePath}", "--include_imports", "--include_source_info", file]);
    }

    [Theory]
    [InlineData("top.proto")]
    [InlineData("top.proto", "leaf.proto")]
    [InlineData("leaf.proto", "other.proto", "top.proto")]
    [InlineData("other.proto", "top.proto", "middle.proto", "leaf.proto", "top.proto")]
    public void The_files_of_a_set_stand_in_the_order_of_protoc(params string[] inputs)
    {
        using var workshop = new Workshop()
            .Add("leaf.proto", "syntax = \"proto3\"; message Leaf {}")
            .Add("middle.proto", "syntax = \"proto3\"; import \"leaf.proto\"; message Middle { Leaf leaf = 1; }")
            .Add("other.proto", "syntax = \"proto3\"; import public \"leaf.proto\"; message Other { Leaf leaf = 1; }")
            .Add("top.proto", "syntax = \"proto3\"; import \"middle.proto\"; import \"other.proto\"; message Top { Middle m = 1; Other o = 2; Leaf l = 3; }");
        IsAlike(workshop, ["-I.", .. inputs]);
        IsAlike(workshop, ["-I.", "--include_imports", .. inputs]);
    }

    [Fact]
    public void A_set_can_be_read_again_in_place_of_the_files()
    {
        using var workshop = new Workshop();
        Assert.Equal(0, workshop.Run($"-I{Corpus.Root}", "--include_imports", "--include_source_info", "-oset.pb", "options/user.proto").Code);
        foreach (var flags in (string[][])[[], ["--include_imports"], ["--include_imports", "--include_source_info"]])
            IsAlike(workshop, ["--descriptor_set_in=set.pb", .. flags, "options/user.proto"]);
    }

    [Fact]
    public void A_file_on_disk_goes_before_one_in_a_set()
    {
        using var workshop = new Workshop().Add("old/a.proto", "syntax = \"proto3\"; message Old {}").Add("new/a.proto", "syntax = \"proto3\"; message New {}");
        workshop.Run("-Iold", "-oset.pb", "a.proto");
        IsAlike(workshop, ["--descriptor_set_in=set.pb", "-Inew", "a.proto"]);
    }

    private static void IsAlike(Workshop workshop, string[] arguments)
    {
        var real = workshop.RunReal([.. arguments, "-oreal.pb"]);
        var ours = workshop.Run([.. arguments, "-oours.pb"]);
        Assert.True(real.Code == 0 && ours.Code == 0, $"{string.Join(' ', arguments)}\n{real.Messages}{ours.Messages}");
        Assert.Equal(workshop.Read("real.pb"), workshop.Read("ours.pb"));
    }
}
