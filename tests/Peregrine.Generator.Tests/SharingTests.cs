using System.Globalization;
using Peregrine.Generator.Tests.Oracle;

namespace Peregrine.Generator.Tests;

/// <summary>Files that are there to be imported: those under import roots, and those that references share.</summary>
public sealed class SharingTests
{
    private const string Proto3 = "syntax = \"proto3\"; ";
    private const string Leaf = Proto3 + "package a; message Leaf { }";

    [Fact]
    public void A_shared_file_is_imported_by_the_name_that_its_project_gives_it()
    {
        var library = new InMemoryProject().With("api/leaf.proto", Leaf);
        var project = new InMemoryProject()
            .With("/library/api/leaf.proto", Leaf, Shared("/library/"))
            .With("user.proto", Proto3 + "import \"api/leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .Referencing(library);

        Assert.Empty(project.Run().Diagnostics);
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.Equal(["user.proto.g.cs"], project.Run().GeneratedSources.Select(static source => source.HintName));
    }

    [Fact]
    public void A_file_of_the_project_wins_over_a_shared_one_of_its_name()
    {
        var result = new InMemoryProject()
            .With("/library/leaf.proto", Proto3 + "message Other { }", Shared("/library"))
            .With("leaf.proto", Leaf)
            .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(2, result.GeneratedSources.Length);
    }

    [Fact]
    public void An_import_that_references_share_with_different_texts_is_an_error_that_names_the_files()
    {
        var finding = Assert.Single(new InMemoryProject()
            .With("/one/leaf.proto", Leaf, Shared("/one"))
            .With("/two/leaf.proto", Proto3 + "package b; message Leaf { }", Shared("/two"))
            .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .Run().Diagnostics);

        Assert.Equal("PRG0909", finding.Id);
        Assert.Contains("/one/leaf.proto or /two/leaf.proto", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("ProtoRoot", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_files_of_one_name_that_nobody_imports_are_no_error() => Assert.Empty(new InMemoryProject()
        .With("/one/leaf.proto", Leaf, Shared("/one"))
        .With("/two/leaf.proto", Proto3 + "package b; message Leaf { }", Shared("/two"))
        .With("user.proto", Proto3 + "message User { }")
        .Run().Diagnostics);

    [Fact]
    public void Of_two_import_roots_the_first_that_was_named_wins()
    {
        var project = new InMemoryProject()
            .With("/z/leaf.proto", Leaf, ("PeregrineProto", "Import"), ("ProtoRoot", "/z/|/a/"))
            .With("/a/leaf.proto", Proto3 + "message Other { }", ("PeregrineProto", "Import"), ("ProtoRoot", "/z/|/a/"))
            .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .Referencing(new InMemoryProject().With("leaf.proto", Leaf));

        Assert.Empty(project.Run().Diagnostics);
    }

    [Fact]
    public void A_file_under_two_nested_import_roots_is_found_below_each()
    {
        var project = new InMemoryProject()
            .With("/protos/ext/leaf.proto", Leaf, ("PeregrineProto", "Import"), ("ProtoRoot", "/protos/|/protos/ext/"))
            .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .Referencing(new InMemoryProject().With("leaf.proto", Leaf));

        Assert.Empty(project.Run().Diagnostics);
    }

    [Fact]
    public void One_file_under_two_import_paths_is_one_error_that_says_what_decides_the_paths()
    {
        var finding = Assert.Single(new InMemoryProject()
            .With("/protos/ext/leaf.proto", Leaf, ("PeregrineProto", "Import"), ("ProtoRoot", "/protos/|/protos/ext/"))
            .With("a.proto", Proto3 + "import \"leaf.proto\"; message A { a.Leaf leaf = 1; }")
            .With("b.proto", Proto3 + "import \"ext/leaf.proto\"; message B { a.Leaf leaf = 1; }")
            .Referencing(new InMemoryProject().With("leaf.proto", Leaf))
            .Run().Diagnostics, static finding => finding.Id == "PRG0110");

        Assert.Contains("\"ext/leaf.proto\" is the file \"leaf.proto\"", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("AdditionalImportDirs", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_in_files_of_others_are_not_repeated() => Assert.Empty(new InMemoryProject()
        .With("/one/leaf.proto", "package a; message Leaf { }", Shared("/one")) // no syntax statement
        .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
        .Referencing(new InMemoryProject().With("leaf.proto", Leaf))
        .Run().Diagnostics);

    [Fact]
    public void Classes_that_two_references_have_are_one_error_at_the_import_and_one_at_a_copy()
    {
        var findings = new InMemoryProject()
            .With("/one/leaf.proto", Leaf, Shared("/one"))
            .With("user.proto", Proto3 + "import \"leaf.proto\"; message User { a.Leaf leaf = 1; }")
            .With("copy.proto", Proto3 + "package c; message Copy { }")
            .Referencing(new InMemoryProject("One").With("leaf.proto", Leaf).With("copy.proto", Proto3 + "package c; message Copy { }"))
            .Referencing(new InMemoryProject("Two").With("leaf.proto", Leaf).With("copy.proto", Proto3 + "package c; message Copy { }"))
            .Run().Diagnostics.OrderBy(static finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal).ToArray();

        Assert.Equal(["PRG0905", "PRG0905"], findings.Select(static finding => finding.Id));
        Assert.All(findings, static finding => Assert.Contains("One and Two", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal("\"leaf.proto\"".Length, findings[1].Location.SourceSpan.Length);
    }

    [Fact]
    public void Internal_classes_of_two_references_are_in_nobodys_way() => Assert.Empty(new InMemoryProject()
        .With("leaf.proto", Leaf)
        .Referencing(new InMemoryProject("One").With("leaf.proto", Leaf, ("Access", "Internal")))
        .Referencing(new InMemoryProject("Two").With("leaf.proto", Leaf, ("Access", "Internal")))
        .Run().Diagnostics);

    private static (string, string)[] Shared(string root) => [("PeregrineProto", "Reference"), ("ProtoRoot", root)];
}
