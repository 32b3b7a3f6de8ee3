using Peregrine.Generator.Tests.Oracle;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Contracts;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator.Tests;

public sealed class ContractTests
{
    private const string Order = "syntax = \"proto3\";\npackage shop;\nmessage Order {\n  string name = 1;\n  int32 count = 2;\n}\n";
    private const string Line = "syntax = \"proto3\"; package shop; message Line { string text = 1; }";

    private static readonly (string, string) UnderContract = ("Baseline", "api.binpb");

    [Fact]
    public void A_break_is_an_error_at_its_line_and_the_code_is_written_all_the_same()
    {
        var result = Project(Order.Replace("int32 count", "string count", StringComparison.Ordinal), UnderContract).Run();

        var finding = Assert.Single(result.Diagnostics);
        var position = finding.Location.GetLineSpan();
        Assert.Equal(("PRG0536", Microsoft.CodeAnalysis.DiagnosticSeverity.Error), (finding.Id, finding.Severity));
        Assert.Equal((InMemoryProject.Directory + "/order.proto", 4, 2), (position.Path, position.StartLinePosition.Line, position.StartLinePosition.Character));
        Assert.EndsWith("accept it: dotnet build -t:UpdateProtobufBaseline", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(2, result.GeneratedSources.Length);
    }

    [Fact]
    public void Files_as_they_were_break_nothing() => Assert.Empty(Project(Order, UnderContract).Run().Diagnostics);

    [Fact]
    public void A_file_that_names_no_baseline_is_free_to_change() => Assert.Empty(Project(Order.Replace("int32", "string", StringComparison.Ordinal)).Run().Diagnostics);

    [Theory]
    [InlineData("Wire", 0)]
    [InlineData("json", 1)]
    [InlineData("Source", 1)]
    public void BaselineLevel_says_whom_not_to_break(string level, int findings)
    {
        var result = Project(Order.Replace("name = 1", "title = 1", StringComparison.Ordinal), UnderContract, ("BaselineLevel", level)).Run();

        Assert.Equal(findings, result.Diagnostics.Length);
    }

    [Fact]
    public void A_baseline_that_does_not_exist_is_an_error_that_says_how_to_make_it()
    {
        var finding = Assert.Single(new InMemoryProject().With("order.proto", Order, ("Baseline", "../api.binpb")).Run().Diagnostics);

        Assert.Equal(("PRG0500", "/somewhere/api.binpb"), (finding.Id, finding.Location.GetLineSpan().Path));
        Assert.Contains("dotnet build -t:UpdateProtobufBaseline", finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAEC")]
    [InlineData("not base64")]
    public void A_baseline_that_is_none_is_an_error(string text)
    {
        var project = new InMemoryProject().With("order.proto", Order, UnderContract).With("obj/api.txt", text, ("PeregrineProto", "Baseline"), ("Baseline", InMemoryProject.Directory + "/api.binpb"));

        Assert.Equal("PRG0501", Assert.Single(project.Run().Diagnostics).Id);
    }

    [Fact]
    public void A_file_that_went_is_reported_at_the_baseline()
    {
        var project = new InMemoryProject()
            .With("order.proto", Order, UnderContract)
            .With("obj/api.txt", BaselineOf(("order.proto", Order), ("line.proto", Line)), ("PeregrineProto", "Baseline"), ("Baseline", InMemoryProject.Directory + "/api.binpb"));

        var finding = Assert.Single(project.Run().Diagnostics);

        Assert.Equal(("PRG0512", InMemoryProject.Directory + "/api.binpb"), (finding.Id, finding.Location.GetLineSpan().Path));
    }

    [Fact]
    public void An_edit_that_heals_the_break_clears_it_and_an_edit_elsewhere_keeps_it()
    {
        var project = Project(Order.Replace("int32", "string", StringComparison.Ordinal), UnderContract);
        Assert.Single(project.Run().Diagnostics);
        Assert.Single(project.With("line.proto", Line + " // edited").Run().Diagnostics);
        Assert.Empty(project.With("order.proto", Order + " // and edited").Run().Diagnostics);
    }

    [Fact]
    public void Files_that_import_each_other_are_compared_after_an_edit_of_one()
    {
        const string Box = "syntax = \"proto3\"; package shop; import \"order.proto\"; message Box { Order order = 1; }";
        var project = new InMemoryProject()
            .With("order.proto", Order, UnderContract)
            .With("box.proto", Box, UnderContract)
            .With("obj/api.txt", BaselineOf(("order.proto", Order), ("box.proto", Box)), ("PeregrineProto", "Baseline"), ("Baseline", InMemoryProject.Directory + "/api.binpb"));
        Assert.Empty(project.Run().Diagnostics);

        Assert.Empty(project.With("box.proto", Box + " // edited").Run().Diagnostics);
    }

    [Fact]
    public void While_a_file_has_an_error_only_that_is_said()
    {
        var result = Project("syntax = \"proto3\"; package shop; message Order { int32 }", UnderContract).Run();

        Assert.All(result.Diagnostics, static finding => Assert.StartsWith("PRG00", finding.Id, StringComparison.Ordinal));
    }

    private static InMemoryProject Project(string order, params (string, string)[] metadata) => new InMemoryProject()
        .With("order.proto", order, metadata)
        .With("line.proto", Line, metadata)
        .With("obj/api.txt", BaselineOf(("order.proto", Order), ("line.proto", Line)), ("PeregrineProto", "Baseline"), ("Baseline", InMemoryProject.Directory + "/api.binpb"));

    private static string BaselineOf(params (string Name, string Text)[] files) =>
        Convert.ToBase64String(Baseline.Write(ProtoCompilation.Compile([.. files.Select(static file => new ProtoSource(file.Name, file.Text))]).Files));
}
