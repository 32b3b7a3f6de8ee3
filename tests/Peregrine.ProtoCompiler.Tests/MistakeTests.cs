using Peregrine.ProtoCompiler.Linking;
using static Peregrine.ProtoCompiler.Tests.Compiling;

namespace Peregrine.ProtoCompiler.Tests;

/// <summary>The mistakes that people make, and what they are told: one finding each, with what to do.</summary>
public class MistakeTests
{
    private const string Proto3 = "syntax = \"proto3\";\n";

    [Theory]
    [InlineData("enum E { A = 0, B = 1; }", "Expected \";\" behind \"0\". Statements end in \";\", not in \",\".")]
    [InlineData("message A { string name; }", "The field \"name\" has no number: expected \"=\", found \";\". A field reads: type name = number;")]
    [InlineData("message A { string name = \"1\"; }", "Expected the number of the field, found \"\"1\"\". Numbers have no quotes.")]
    [InlineData("message A { string name = -1; }", "Expected the number of the field, found \"-\". It is positive.")]
    [InlineData("message A { string name = 1.5; }", "Expected the number of the field, found \"1.5\". It is an integer.")]
    [InlineData("message A { name = 1; }", "Expected the name of a field, found \"=\". A field reads: type name = number;")]
    [InlineData("message A { List<string> a = 1; }", "Expected the name of a field, found \"<\". Use \"repeated\": repeated string name = number;")]
    [InlineData("message A { Dictionary<string, int32> a = 1; }", "Expected the name of a field, found \"<\". Use a map: map<string, int32> name = number;")]
    [InlineData("message A { int32[] a = 1; }", "Expected the name of a field, found \"[\". Use \"repeated\": repeated int32 name = number;")]
    [InlineData("message A { string? a = 1; }", "Expected the name of a field, found \"?\". Use \"optional\" before the type.")]
    [InlineData("message A { name: string = 1; }", "Expected the name of a field, found \":\". The type stands before the name. A field reads: type name = number;")]
    [InlineData("message A { string first-name = 1; }", "The field \"first\" has no number: expected \"=\", found \"-\". Names have letters, digits and \"_\" only.")]
    [InlineData("message A { public string a = 1; }", "The field \"string\" has no number: expected \"=\", found \"a\". Protobuf has no modifiers: remove \"public\".")]
    [InlineData("message A { oneof x { } }", "The oneof \"x\" has no field: expected one, found \"}\".")]
    [InlineData("message A { string a = 1; string a = 2; }", "\"A.a\" is already defined in line 2 as a field.")]
    [InlineData("public message A { }", "Expected a top-level statement such as \"message\", found \"public\". Protobuf has no modifiers: remove \"public\".")]
    [InlineData("class A { }", "Expected a top-level statement such as \"message\", found \"class\". Did you mean \"message\"?")]
    [InlineData("namespace a { }", "Expected a top-level statement such as \"message\", found \"namespace\". Did you mean \"package\"?")]
    [InlineData("string a = 1;", "Expected a top-level statement such as \"message\", found \"string\". Fields stand inside of \"message … { }\".")]
    [InlineData("message A { }\nmessage B : A { }", "Expected \"{\", found \":\". Nothing in protobuf inherits; use a field of that message.")]
    [InlineData("# a comment", "Expected a top-level statement such as \"message\", found \"#\". Comments begin with \"//\".")]
    [InlineData("message A { # a comment\n }", "Expected the name of a type, found \"#\". Comments begin with \"//\".")]
    [InlineData("message A { } }", "This \"}\" closes nothing.")]
    [InlineData("message A { } service S { rpc Get(A); }", "Expected \"returns\", found \";\". A method reads: rpc Name(Request) returns (Response);")]
    [InlineData("message A { } service S { rpc Get() returns (A); }", "Expected the name of a message, found \")\". A method without a request or a response uses google.protobuf.Empty, of \"google/protobuf/empty.proto\".")]
    [InlineData("message A { } service S { rpc Get(A) returns stream A; }", "Expected \"(\", found \"stream\". \"stream\" stands inside of the parentheses: returns (stream Response)")]
    [InlineData("enum E { A; }", "The enum value \"A\" has no number: expected \"=\", found \";\". An enum value reads: NAME = number;")]
    [InlineData("enum E { UNKNOWN = 0; } enum F { UNKNOWN = 0; }", "\"UNKNOWN\" is already defined in line 2 as a value of an enum. Values of an enum are siblings of it, so they must be unique within the global scope; begin them with the name of their enum.")]
    [InlineData("option java_multiple_files = \"true\";", "The value of \"google.protobuf.FileOptions.java_multiple_files\" must be \"true\" or \"false\". Remove the quotes.")]
    [InlineData("option optimize_for = FAST;", "The value of \"google.protobuf.FileOptions.optimize_for\" must be a value of \"google.protobuf.FileOptions.OptimizeMode\". There are SPEED, CODE_SIZE, LITE_RUNTIME.")]
    [InlineData("option deprecated;", "Expected \"=\", found \";\". An option reads: option name = value;")]
    [InlineData("message A { string a = 1 [deprecated]; }", "Expected \"=\", found \"]\". An option reads: [name = value]")]
    [InlineData("package \"shop\";", "Expected a package name, without quotes, found \"\"shop\"\".")]
    [InlineData("import common.proto;", "Expected the path of a file, in quotes, found \"common\".")]
    [InlineData("message A { DateTime at = 1; }", "\"DateTime\" is not defined. Use google.protobuf.Timestamp; add: import \"google/protobuf/timestamp.proto\";")]
    [InlineData("message A { google.protobuf.Any any = 1; }", "\"google.protobuf.Any\" is not defined. Add: import \"google/protobuf/any.proto\";")]
    [InlineData("message A { LatLng where = 1; }", "\"LatLng\" is not defined. Use google.type.LatLng; add: import \"google/type/latlng.proto\";")]
    public void In_a_proto3_file(string text, string expected) => Assert.Equal(expected, OnlyDiagnostic(Proto3 + text).MessageWithHint);

    [Theory]
    [InlineData("syntax = proto3;", "Expected \"proto3\" or \"proto2\", in quotes, found \"proto3\".")]
    [InlineData("Syntax = \"proto3\";", "Expected a top-level statement such as \"message\", found \"Syntax\". Did you mean \"syntax\"?")]
    [InlineData("syntax = 'proto3;\nmessage A { }", "A string may not span lines. Did you miss a '?")]
    [InlineData("syntax = \u201Cproto3\u201D;", "Only ASCII characters may stand outside of comments and strings. Replace the typographic quotes by plain ones.")]
    public void In_the_first_line(string text, string expected) => Assert.Equal(expected, OnlyDiagnostic(text).MessageWithHint);

    [Fact]
    public void A_type_of_a_file_that_is_there_but_that_nobody_imports_is_answered_with_its_import()
    {
        var compilation = ProtoCompilation.Compile([new ProtoSource("a.proto", Proto3 + "message A { Money m = 1; }")], new Catalog(("shop/money.proto", Proto3 + "package shop; message Money { }")));

        Assert.Equal("Use shop.Money; add: import \"shop/money.proto\";", Assert.Single(compilation.Diagnostics).Hint);
    }

    [Fact]
    public void An_import_of_a_file_that_is_there_under_another_path_is_answered_with_that()
    {
        var compilation = ProtoCompilation.Compile([new ProtoSource("a.proto", Proto3 + "import \"money.proto\";")], new Catalog(("shop/money.proto", Proto3)));

        Assert.Equal("There is a file \"shop/money.proto\"; paths are relative to an import root.", Assert.Single(compilation.Diagnostics).Hint);
    }

    private sealed class Catalog(params (string Path, string Text)[] files) : IImportCatalog
    {
        public IEnumerable<string> Paths => files.Select(static file => file.Path);

        public ProtoSource? Resolve(string importPath) =>
            files.Where(file => file.Path == importPath).Select(static file => new ProtoSource(file.Path, file.Text)).FirstOrDefault();
    }
}
