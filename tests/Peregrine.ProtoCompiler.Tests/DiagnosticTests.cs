using Peregrine.ProtoCompiler.Linking;
using static Peregrine.ProtoCompiler.Tests.Compiling;

namespace Peregrine.ProtoCompiler.Tests;

public class DiagnosticTests
{
    private const string Proto3 = "syntax = \"proto3\";\n";

    [Fact]
    public void A_diagnostic_prints_as_compilers_print_it()
    {
        var diagnostic = OnlyDiagnostic(Proto3 + "message A {\n  Foo a = 1;\n}");
        Assert.Equal("a.proto(3,3): error PRG0105: \"Foo\" is not defined.", diagnostic.ToString());
    }

    [Fact]
    public void A_span_covers_the_token_exactly()
    {
        var diagnostic = OnlyDiagnostic(Proto3 + "message A {\n  /* ä */ some.Foo a = 1;\n}");
        Assert.Equal("some.Foo", diagnostic.Underlined());
        Assert.Equal(new LinePosition(2, 10), diagnostic.Start);
        Assert.Equal(new LinePosition(2, 18), diagnostic.End);
    }

    [Fact]
    public void A_missing_semicolon_says_in_which_line()
    {
        var diagnostic = OnlyDiagnostic(Proto3 + "message A {\n  int32 a = 1\n  int32 b = 2;\n}");
        Assert.Equal("PRG0002", diagnostic.Id);
        Assert.Equal("Is a \";\" missing at the end of line 3?", diagnostic.Hint);
    }

    [Fact]
    public void A_missing_brace_says_where_the_block_began() =>
        Assert.Equal("Its \"{\" is in line 2.", OnlyDiagnostic(Proto3 + "message A {\n  int32 a = 1;\n").Hint);

    [Theory]
    [InlineData("strin", "string")]
    [InlineData("Strng", "string")]
    [InlineData("Mesage", "Message")]
    [InlineData("boolean", "bool")]
    [InlineData("int", "int32")]
    [InlineData("long", "int64")]
    public void An_unknown_type_is_answered_with_the_nearest_name(string written, string meant) =>
        Assert.Equal($"Did you mean \"{meant}\"?", OnlyDiagnostic(Proto3 + $"message Message {{ {written} a = 1; }}").Hint);

    [Fact]
    public void A_well_known_type_that_is_not_imported_is_answered_with_its_import() =>
        Assert.Equal("Use google.protobuf.Timestamp; add: import \"google/protobuf/timestamp.proto\";", OnlyDiagnostic(Proto3 + "message A { Timestamp a = 1; }").Hint);

    [Fact]
    public void A_type_of_a_file_that_is_not_imported_is_answered_with_its_import()
    {
        var compilation = Compile(("a.proto", Proto3 + "message A { x.B b = 1; }"), ("b.proto", Proto3 + "package x; message B {}"));
        var diagnostic = Assert.Single(compilation.Diagnostics);
        Assert.Equal("PRG0106", diagnostic.Id);
        Assert.Equal("Add: import \"b.proto\";", diagnostic.Hint);
    }

    [Fact]
    public void A_missing_import_is_answered_with_the_file_of_that_name()
    {
        var compilation = Compile(("a.proto", Proto3 + "import \"b.proto\";"), ("sub/b.proto", Proto3));
        Assert.Equal("There is a file \"sub/b.proto\"; paths are relative to an import root.", Assert.Single(compilation.Diagnostics).Hint);
    }

    [Fact]
    public void A_path_with_dots_is_answered_with_how_paths_are_written()
    {
        var compilation = Compile(("a.proto", Proto3 + "import \"./b.proto\"; message A { B b = 1; }"), ("b.proto", Proto3 + "message B {}"));
        Assert.Equal(("PRG0100", "Write the path from an import root, without \".\", \"..\" and \"//\"."), compilation.Diagnostics.Select(d => (d.Id, d.Hint)).First());
    }

    [Fact]
    public void What_is_wrong_in_a_message_literal_leaves_the_rest_of_the_file_alone()
    {
        var diagnostics = Compile(Proto3 + "option (a) = {\n  b { c: ] }\n};\nmessage A { Nope n = 1; }").Diagnostics;
        Assert.Equal([("PRG0001", 2), ("PRG0105", 4)], diagnostics.Select(d => (d.Id, d.Start.Line)).Where(d => d.Id != "PRG0200"));
    }

    [Fact]
    public void A_message_literal_without_end_is_named_where_the_file_ends() =>
        Assert.Contains(Compile(Proto3 + "option (a) = {\n  b: 1;\nmessage A {}\n").Diagnostics, d => d.Id == "PRG0007" && d.Hint == "Its \"{\" stands in line 2.");

    [Fact]
    public void A_hash_begins_a_comment_in_a_message_literal() =>
        Assert.Empty(Compile("syntax = \"proto2\"; import \"google/protobuf/descriptor.proto\"; message B { optional int32 n = 1; }\n"
            + "extend google.protobuf.FileOptions { optional B b = 50000; }\noption (b) = { # { one } of these\n n: 1 # and\n};").Diagnostics);

    [Fact]
    public void A_diagnostic_is_one_line_whatever_the_names_in_it() =>
        Assert.Equal("The imported file \"a\\u000ab\" was not found.", OnlyDiagnostic(Proto3 + "import \"a\\nb\";").Message);

    [Theory]
    [InlineData("map<group, string>")]
    [InlineData("map<int32, group>")]
    public void A_map_of_groups_is_refused(string type) =>
        Assert.Equal("A map holds no groups.", OnlyDiagnostic(Proto3 + $"message M {{ {type} m = 1; }}").Message);

    [Fact]
    public void A_misspelled_keyword_is_answered_with_the_keyword() =>
        Assert.Equal("Did you mean \"service\"?", OnlyDiagnostic(Proto3 + "servce S {}").Hint);

    [Fact]
    public void A_used_number_is_answered_with_the_next_free_one() =>
        Assert.Equal("The next free number is 5.", OnlyDiagnostic(Proto3 + "message A { reserved 3, 4; int32 a = 1; int32 b = 2; int32 c = 1; }").Hint);

    [Fact]
    public void Several_errors_of_one_file_are_all_reported_in_order()
    {
        var ids = Compile(Proto3 + "message A {\n  int32 = 1;\n  int32 b = ;\n}\nmessage B { int32 c = 1 }\nfoo\n").Diagnostics.Select(d => (d.Id, d.Start.Line));
        Assert.Equal([("PRG0001", 2), ("PRG0001", 3), ("PRG0002", 5), ("PRG0001", 6)], ids);
    }

    [Fact]
    public void A_broken_file_does_not_make_its_importers_complain()
    {
        var compilation = Compile(("a.proto", Proto3 + "import \"b.proto\"; message A { B b = 1; C c = 2; }"), ("b.proto", Proto3 + "message B {} message C { int32 }"));
        Assert.Equal("b.proto", Assert.Single(compilation.Diagnostics).Source.Name);
        Assert.True(compilation.Files[0].HasErrors);
    }

    [Fact]
    public void A_cycle_is_reported_with_the_way_round()
    {
        var compilation = Compile(("a.proto", Proto3 + "import \"b.proto\";"), ("b.proto", Proto3 + "import \"c.proto\";"), ("c.proto", Proto3 + "import \"a.proto\";"));
        var cycle = Assert.Single(compilation.Diagnostics, d => d.Id == "PRG0101");
        Assert.Contains("a.proto -> b.proto -> c.proto -> a.proto", cycle.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_under_two_import_paths_is_one_error()
    {
        const string Common = Proto3 + "message Common { int32 a = 1; int32 b = 2; }";
        var compilation = Compile(("a.proto", Proto3 + "import \"common.proto\"; message A { Common c = 1; }"),
            ("b.proto", Proto3 + "import \"sub/common.proto\"; message B { Common c = 1; }"), ("common.proto", Common), ("sub/common.proto", Common));
        var diagnostic = Assert.Single(compilation.Diagnostics);
        Assert.Equal("PRG0110", diagnostic.Id);
        Assert.Contains("common.proto", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_never_meet_may_declare_one_name_in_two_namespaces()
    {
        var compilation = Compile(("a.proto", Proto3 + "option csharp_namespace = \"A\"; message M { M m = 1; }"), ("b.proto", Proto3 + "option csharp_namespace = \"B\"; message M { M m = 1; }"));
        Assert.Empty(compilation.Diagnostics);
        Assert.All(compilation.Files, file => Assert.Same(file.Messages[0], file.Messages[0].Fields[0].MessageType));
    }

    [Fact]
    public void Files_that_meet_may_not_declare_one_name()
    {
        var compilation = Compile(("a.proto", Proto3 + "option csharp_namespace = \"A\"; message M {}"), ("b.proto", Proto3 + "option csharp_namespace = \"B\"; message M {}"),
            ("c.proto", Proto3 + "import \"a.proto\"; import \"b.proto\"; message C { M m = 1; }"));
        Assert.Equal(("c.proto", "PRG0104"), compilation.Diagnostics.Where(d => d.IsError).Select(d => (d.Source.Name, d.Id)).Single());
    }

    [Fact]
    public void Files_of_one_namespace_may_not_declare_one_name() =>
        Assert.Equal("PRG0104", Assert.Single(Compile(("a.proto", Proto3 + "package p; message M { int32 a = 1; }"), ("b.proto", Proto3 + "package p; message M {}")).Diagnostics).Id);

    [Fact]
    public void An_unused_import_is_a_warning_and_a_public_one_is_not()
    {
        var diagnostic = OnlyDiagnostic(Proto3 + "import \"google/protobuf/any.proto\";\nimport public \"google/protobuf/empty.proto\";");
        Assert.Equal("PRG0103", diagnostic.Id);
        Assert.False(diagnostic.IsError);
    }

    [Fact]
    public void A_file_of_rubbish_gives_a_bounded_number_of_diagnostics() =>
        Assert.InRange(Compile(string.Concat(Enumerable.Repeat("}", 100_000))).Diagnostics.Count, 1, DiagnosticBag.Limit);

    [Fact]
    public void Ids_are_unique_and_of_one_form()
    {
        Assert.Equal(DiagnosticRules.All.Count, DiagnosticRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(DiagnosticRules.All, rule => Assert.Matches("^PRG[0-9]{4}$", rule.Id));
    }

    [Fact]
    public void Each_rule_has_a_section_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics.md"));
        Assert.All(DiagnosticRules.All, rule => Assert.Contains($"## {rule.Id}\n\n{rule.Title} ({rule.Severity.ToString().ToLowerInvariant()}).", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Compiling_can_be_cancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => ProtoCompilation.Compile([new ProtoSource("a.proto", Proto3)], null, new CancellationToken(canceled: true)));
}
