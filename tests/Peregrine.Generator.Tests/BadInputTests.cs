using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Peregrine.Generator.Tests.Oracle;

namespace Peregrine.Generator.Tests;

/// <summary>Whatever is in a file: one finding that says what to do, no exception of the generator, and the other files are written.</summary>
public sealed class BadInputTests
{
    private const string Proto3 = "syntax = \"proto3\"; ";

    [Theory]
    [InlineData("a missing import", "import \"nowhere.proto\"; message M { }", "PRG0100")]
    [InlineData("an import of itself", "import \"bad.proto\"; message M { }", "PRG0101")]
    [InlineData("a name twice", "message M { } message M { }", "PRG0104")]
    [InlineData("an unknown type", "message M { Nothing n = 1; }", "PRG0105")]
    [InlineData("an unknown option", "option nothing = true; message M { }", "PRG0200")]
    [InlineData("a value that fits no option", "option optimize_for = FAST; message M { }", "PRG0203")]
    [InlineData("a broken statement", "message M { int32 = 1; }", "PRG0001")]
    [InlineData("no C# namespace", "option csharp_namespace = \"My Shop\"; message M { }", "PRG0600")]
    [InlineData("a namespace with an empty part", "option csharp_namespace = \"My..Shop\"; message M { }", "PRG0600")]
    public void A_file_with(string what, string text, string id) => AssertOne(id, new InMemoryProject().With("bad.proto", Proto3 + text), what);

    [Fact]
    public void A_cycle() => AssertOne("PRG0101", new InMemoryProject()
        .With("bad.proto", Proto3 + "import \"other.proto\"; message M { }")
        .With("other.proto", Proto3 + "import \"bad.proto\"; message N { }"));

    [Fact]
    public void A_name_in_two_files() => AssertOne("PRG0104", new InMemoryProject()
        .With("bad.proto", Proto3 + "package p; message M { int32 a = 1; }")
        .With("other.proto", Proto3 + "package p; message M { }"), written: 2);

    [Fact]
    public void A_type_of_two_packages_with_one_csharp_namespace() => AssertOne("PRG0601", new InMemoryProject()
        .With("bad.proto", Proto3 + "package a; option csharp_namespace = \"N\"; message M { }")
        .With("other.proto", Proto3 + "package b; option csharp_namespace = \"N\"; message M { }"), written: 2);

    [Fact]
    public void A_type_that_is_the_namespace_of_another_file() => AssertOne("PRG0601", new InMemoryProject()
        .With("bad.proto", Proto3 + "package shop; message Orders { }")
        .With("other.proto", Proto3 + "package shop.orders; message M { }"), written: 2);

    [Fact]
    public void Two_files_whose_descriptors_would_have_one_class() => AssertOne("PRG0601", new InMemoryProject()
        .With("one/same.proto", Proto3 + "package a; option csharp_namespace = \"N\"; message M { }")
        .With("two/same.proto", Proto3 + "package b; option csharp_namespace = \"N\"; message O { }"), written: 2);

    [Fact]
    public void Importers_of_a_file_that_clashes_say_nothing() => AssertOne("PRG0601", new InMemoryProject()
        .With("bad.proto", Proto3 + "package a; option csharp_namespace = \"N\"; message M { }")
        .With("other.proto", Proto3 + "package b; option csharp_namespace = \"N\"; message M { }")
        .With("user.proto", Proto3 + "import \"other.proto\"; message User { b.M m = 1; }"), written: 2);

    [Fact]
    public void An_rpc_with_the_entry_of_a_map() => AssertOne("PRG0602", new InMemoryProject()
        .With("bad.proto", Proto3 + "message M { map<string, int32> things = 1; } service S { rpc Get (M.ThingsEntry) returns (M); }"));

    [Fact]
    public void An_unknown_edition() => AssertOne("PRG0011", new InMemoryProject().With("bad.proto", "edition = \"2099\"; message M { }"));

    [Fact]
    public void An_unreadable_file() => AssertOne("PRG0901", new InMemoryProject().With("bad.proto", (SourceText?)null));

    [Fact]
    public void An_importer_of_an_unreadable_file_says_nothing() => AssertOne("PRG0901", new InMemoryProject()
        .With("bad.proto", (SourceText?)null)
        .With("importer.proto", Proto3 + "import \"bad.proto\"; message M { }"));

    [Fact]
    public void An_empty_file_is_a_warning() => Assert.Equal(DiagnosticSeverity.Warning, AssertOne("PRG0012", new InMemoryProject().With("bad.proto", "")).Severity);

    [Fact]
    public void A_file_with_two_import_names_that_others_import_by_both_is_told_how_to_get_one()
    {
        const string Shared = Proto3 + "package shared; message Shared { }";
        var roots = ("ProtoRoot", "/protos/|/protos/ext/");

        var finding = AssertOne("PRG0110", new InMemoryProject()
            .With("/protos/ext/shared.proto", Shared, ("PeregrineProto", "Import"), roots)
            .With("one.proto", Proto3 + "import \"shared.proto\"; message One { shared.Shared s = 1; }")
            .With("two.proto", Proto3 + "import \"ext/shared.proto\"; message Two { shared.Shared s = 1; }")
            .Referencing(new InMemoryProject().With("shared.proto", Shared)));

        var message = finding.GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("\"ext/shared.proto\" is the file \"shared.proto\" under a second import path", message, StringComparison.Ordinal);
        Assert.Contains("Import it by one path everywhere; ProtoRoot and AdditionalImportDirs decide", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_of_a_file_under_another_import_name() => AssertOne("PRG0110", new InMemoryProject()
        .With("one/bad.proto", Proto3 + "package p; message M { }")
        .With("two/bad.proto", Proto3 + "package p; message M { }"), written: 2);

    [Fact]
    public void A_string_that_is_not_UTF_8() => AssertOne("PRG0024", new InMemoryProject()
        .With("bad.proto", ReadAsBytes(Proto3 + "option java_package = \"caf\u00E9\"; message M { }")));

    [Fact]
    public void A_string_whose_bytes_the_compiler_has_replaced() => AssertOne("PRG0024", new InMemoryProject()
        .With("bad.proto", SourceText.From(Proto3 + "option java_package = \"caf\uFFFD\"; message M { }", new UTF8Encoding(false))));

    [Fact]
    public void A_file_in_UTF_16() => AssertOne("PRG0024", new InMemoryProject().With("bad.proto", SourceText.From(Proto3, Encoding.Unicode)));

    [Fact]
    public void A_file_that_is_no_text_at_all() => AssertOne("PRG0024", new InMemoryProject()
        .With("bad.proto", ReadAsBytes(string.Concat(Enumerable.Range(0, 2000).Select(static i => (char)(i * 7919 % 256))))));

    [Fact]
    public void A_comment_that_is_not_UTF_8_is_a_warning_at_its_first_such_character()
    {
        const string Text = "// \u00C3\u00A9t\u00E9\n" + Proto3 + "message M { }";
        var finding = Assert.Single(new InMemoryProject().With("comment.proto", ReadAsBytes(Text)).Run().Diagnostics);

        Assert.Equal(("PRG0025", DiagnosticSeverity.Warning), (finding.Id, finding.Severity));
        Assert.Equal(Text.IndexOf('\u00E9', StringComparison.Ordinal), finding.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData("message class { int32 class = 1; } enum event { EVENT_NONE = 0; } service namespace { rpc new(class) returns (class); }")]
    [InlineData("message M { enum Types { T_NONE = 0; } Types types = 1; optional Types other = 9; map<string, Types> third = 10; repeated Types fourth = 11; message Parser { } enum Descriptor { D_NONE = 0; } Descriptor descriptor = 2; }")]
    [InlineData("enum Types { T_NONE = 0; } message Outer { message Types { message Types { } } Types.Types types = 1; }")]
    [InlineData("message M { message M { } M m = 1; enum Clone { C_NONE = 0; } Clone clone = 2; oneof parser { int32 a = 3; } }")]
    [InlineData("message System { } message Google { System system = 1; } message global { Google google = 1; }")]
    [InlineData("service S { rpc SAsync(M) returns (M); rpc S(M) returns (stream M); rpc SBase(M) returns (M); rpc Descriptor(M) returns (M); } message M { }")]
    public void Names_that_clash_with_C_sharp_or_the_generated_members_compile(string text) =>
        AssertWritten(new InMemoryProject().With("clash.proto", Proto3 + "package clash; " + text));

    private static SourceText ReadAsBytes(string characters) => SourceText.From(characters, Encoding.Latin1);

    private static Diagnostic AssertOne(string id, InMemoryProject project, string what = "", int written = 1)
    {
        var result = project.With("good.proto", Proto3 + "package good; message Good { }").Run();

        Assert.Null(result.Exception); // what the compiler would report as CS8785
        Assert.True(result.Diagnostics.Length == 1 && result.Diagnostics[0].Id == id, $"{what}: expected {id}, but: {string.Join(" | ", result.Diagnostics)}");
        Assert.False(result.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture).Length < 20);
        Assert.Contains(result.GeneratedSources, static source => source.HintName == "good.proto.g.cs");
        Assert.True(result.GeneratedSources.Length >= written, string.Join(" ", result.GeneratedSources.Select(static source => source.HintName)));
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
        return result.Diagnostics[0];
    }

    private static void AssertWritten(InMemoryProject project)
    {
        var result = project.Run();

        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.GeneratedSources);
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
    }
}
