using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Commands;

public class BaselineTests
{
    private const string Order = "syntax = \"proto3\";\npackage shop;\nmessage Order {\n  string name = 1;\n}\n";

    [Fact]
    public void A_break_is_printed_at_its_place_and_fails_the_command_before_anything_is_written()
    {
        using var workshop = Shop();
        workshop.Add("order.proto", Order.Replace("string", "bytes", StringComparison.Ordinal));
        var outcome = workshop.Run("-I.", "--baseline=api.binpb", "--csharp_out=.", "order.proto");
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith("order.proto:4:3: The field \"shop.Order.name\" was string and is bytes.", outcome.Messages, StringComparison.Ordinal);
        Assert.EndsWith("accept it with --update_baseline. [PRG0536]", outcome.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Order.cs", workshop.FilesIn("."));
    }

    [Fact]
    public void What_nobody_at_the_level_notices_is_no_break()
    {
        using var workshop = Shop();
        workshop.Add("order.proto", Order.Replace("string", "bytes", StringComparison.Ordinal));
        Assert.Equal(0, workshop.Run("-I.", "--baseline=api.binpb", "--baseline_level=wire", "order.proto").Code);
        Assert.Equal(1, workshop.Run("-I.", "--baseline=api.binpb", "--baseline_level=json", "order.proto").Code);
    }

    [Fact]
    public void An_update_accepts_what_is_there()
    {
        using var workshop = Shop();
        workshop.Add("order.proto", Order.Replace("name", "title", StringComparison.Ordinal));
        Assert.Equal(1, workshop.Run("-I.", "--baseline=api.binpb", "order.proto").Code);
        Assert.Equal(0, workshop.Run("-I.", "--baseline=api.binpb", "--update_baseline", "order.proto").Code);
        Assert.Equal(0, workshop.Run("-I.", "--baseline=api.binpb", "order.proto").Code);
    }

    [Theory]
    [InlineData("--baseline=nowhere.binpb", "nowhere.binpb: No such file or directory. Write the baseline with --update_baseline.")]
    [InlineData("--baseline=order.proto", "order.proto: The baseline cannot be read.")]
    [InlineData("--baseline_level=all", "Unknown baseline level: all.")]
    [InlineData("--update_baseline", "--update_baseline needs --baseline=FILE")]
    public void What_cannot_be_done_is_explained(string flag, string expected)
    {
        using var workshop = Shop();
        var outcome = workshop.Run("-I.", "-oset.pb", flag, "order.proto");
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith(expected, outcome.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_build_lists_its_files_and_gets_one_baseline_for_each_that_is_named()
    {
        using var workshop = Shop();
        workshop.Add("elsewhere/line.proto", "syntax = \"proto3\"; import \"common.proto\"; message Line { Common common = 1; }").Add("shared/common.proto", "syntax = \"proto3\"; message Common {}");
        workshop.Add("list", string.Join('\n',
            workshop.Folder,
            $"{workshop.PathOf("shared/common.proto")}\tImport\t{workshop.PathOf("shared")}\t\t",
            $"{workshop.PathOf("order.proto")}\tCompile\t\tTrue\tone.binpb",
            $"{workshop.PathOf("elsewhere/line.proto")}\tCompile\telsewhere\tTrue\t{workshop.PathOf("two.binpb")}"));
        var outcome = workshop.Run("baseline", "update", "list");
        Assert.True(outcome.Code == 0, outcome.Messages);
        Assert.Equal(["order.proto"], Compiled(workshop, "one.binpb"));
        Assert.Equal(["common.proto", "line.proto"], Compiled(workshop, "two.binpb"));
    }

    [Fact]
    public void A_broken_file_keeps_the_build_from_writing_and_is_printed_as_builds_print_errors()
    {
        using var workshop = Shop();
        workshop.Add("order.proto", "syntax = \"proto3\";\nmessage Order { Nothing x = 1; }");
        workshop.Add("list", $"{workshop.Folder}\n{workshop.PathOf("order.proto")}\tCompile\t\tTrue\tapi.binpb");
        var before = workshop.Read("api.binpb");
        var outcome = workshop.Run("baseline", "update", "list");
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith($"{workshop.PathOf("order.proto")}(2,17): error PRG0105: ", outcome.Lines[0], StringComparison.Ordinal);
        Assert.Equal(before, workshop.Read("api.binpb"));
    }

    [Fact]
    public void The_compiler_gets_a_baseline_as_base64()
    {
        using var workshop = Shop();
        Assert.Equal(0, workshop.Run("baseline", "encode", "api.binpb", "obj/api.txt").Code);
        Assert.Equal(workshop.Read("api.binpb"), Convert.FromBase64String(workshop.ReadText("obj/api.txt")));
        Assert.Equal(1, workshop.Run("baseline", "encode", "nowhere", "obj/api.txt").Code);
        Assert.Equal(1, workshop.Run("baseline", "zork").Code);
    }

    private static Workshop Shop()
    {
        var workshop = new Workshop().Add("order.proto", Order);
        Assert.Equal(0, workshop.Run("-I.", "--baseline=api.binpb", "--update_baseline", "order.proto").Code);
        return workshop;
    }

    private static IEnumerable<string> Compiled(Workshop workshop, string baseline) =>
        Peregrine.ProtoCompiler.Descriptors.FileDescriptorSet.Read(workshop.Read(baseline))!.Select(source => source.Name);
}
