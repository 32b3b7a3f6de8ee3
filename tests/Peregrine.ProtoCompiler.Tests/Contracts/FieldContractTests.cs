using static Peregrine.ProtoCompiler.Tests.Contracts.Changing;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class FieldContractTests
{
    [Fact]
    public void A_field_that_is_gone_breaks_all_while_its_number_is_free() =>
        Breaks("PRG0530", "wire json C#", "A", "message A { int32 a = 1; int32 b = 2; }", "message A { int32 a = 1; }");

    [Fact]
    public void A_field_that_is_gone_with_its_number_reserved_breaks_json_and_source() =>
        Breaks("PRG0531", "json C#", "A", "message A { int32 a = 1; int32 b = 2; }", "message A { int32 a = 1; reserved 2; }");

    [Fact]
    public void A_field_that_is_gone_with_number_and_name_reserved_breaks_the_source() =>
        Breaks("PRG0532", "C#", "A", "message A { int32 a = 1; int32 b = 2; }", "message A { int32 a = 1; reserved 1000, 2 to 9; reserved \"b\"; }");

    [Fact]
    public void What_to_reserve_is_said_in_the_words_of_the_edition()
    {
        Assert.Contains("reserved 2; reserved \"b\";", Change("message A { int32 b = 2; }", "message A {}")[0].Hint, StringComparison.Ordinal);
        Assert.Contains("reserved 2; reserved b;", Change("edition = \"2023\"; message A { int32 b = 2; }", "edition = \"2023\"; message A {}")[0].Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_number_breaks_the_wire() =>
        Breaks("PRG0533", "wire", "2", "message A { int32 a = 1; }", "message A { int32 a = 2; }");

    [Fact]
    public void Two_fields_that_swap_their_numbers_break_the_wire_twice()
    {
        var findings = Change("message A { int32 a = 1; int32 b = 2; }", "message A { int32 a = 2; int32 b = 1; }");
        Assert.Equal(["PRG0533", "PRG0533"], findings.Select(finding => finding.Id));
        Assert.Contains("reads the other's value as \"b\"", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_field_breaks_json_and_source() =>
        Breaks("PRG0534", "json C#", "b", "message A { int32 a = 1; }", "message A { int32 b = 1; }");

    [Fact]
    public void A_renamed_field_that_keeps_its_json_name_breaks_the_source() =>
        Breaks("PRG0534", "C#", "b", "message A { int32 a = 1; }", "message A { int32 b = 1 [json_name = \"a\"]; }");

    [Fact]
    public void A_changed_json_name_breaks_json() =>
        Breaks("PRG0535", "json", "json_name = \"x\"", "message A { int32 a = 1; }", "message A { int32 a = 1 [json_name = \"x\"]; }");

    [Theory]
    [InlineData("int32", "string", "wire json C#")]
    [InlineData("int32", "int64", "json C#")]
    [InlineData("int32", "uint32", "C#")]
    [InlineData("int32", "sint32", "wire")]
    [InlineData("int32", "fixed32", "wire C#")]
    [InlineData("fixed32", "sfixed32", "C#")]
    [InlineData("sint64", "sfixed64", "wire")]
    [InlineData("bool", "uint64", "json C#")]
    [InlineData("string", "bytes", "json C#")]
    [InlineData("float", "double", "wire C#")]
    [InlineData("E", "int32", "json C#")]
    [InlineData("E", "F", "wire json C#")]
    [InlineData("M", "N", "wire json C#")]
    [InlineData("M", "bytes", "wire json C#")]
    public void A_changed_type_breaks_those_who_see_the_difference(string before, string now, string whom) => Breaks(
        "PRG0536", whom, now,
        $"message A {{ {before} a = 1; }} message M {{ int32 x = 1; }} message N {{ string y = 1; }} enum E {{ E0 = 0; }} enum F {{ F0 = 0; }}",
        $"message A {{ {now} a = 1; }} message M {{ int32 x = 1; }} message N {{ string y = 1; }} enum E {{ E0 = 0; }} enum F {{ F0 = 0; }}");

    [Theory]
    [InlineData("map<string, int32>", "map<int32, int32>", "wire json C#")]
    [InlineData("map<string, int32>", "map<string, int64>", "json C#")]
    public void A_changed_type_of_a_map_is_a_changed_type(string before, string now, string whom)
    {
        var finding = Assert.Single(Change($"message A {{ {before} a = 1; }}", $"message A {{ {now} a = 1; }}"));
        Assert.Equal(("PRG0536", whom), (finding.Id, Whom(finding)));
    }

    [Fact]
    public void A_message_that_becomes_delimited_breaks_the_wire() => Breaks(
        "PRG0536", "wire", "M",
        "edition = \"2023\"; message A { M a = 1; } message M {}",
        "edition = \"2023\"; message A { M a = 1 [features.message_encoding = DELIMITED]; } message M {}");

    [Theory]
    [InlineData("int32 a = 1;", "repeated int32 a = 1;", "repeated", "wire json C#")]
    [InlineData("repeated string a = 1;", "string a = 1;", "string", "wire json C#")]
    [InlineData("map<string, int32> a = 1;", "repeated Pair a = 1;", "repeated", "json C#")]
    public void Another_cardinality_breaks_those_who_see_the_difference(string before, string now, string underlined, string whom) => Breaks(
        "PRG0537", whom, underlined,
        $"message A {{ {before} }} message Pair {{ string key = 1; int32 value = 2; }}",
        $"message A {{ {now} }} message Pair {{ string key = 1; int32 value = 2; }}");

    [Fact]
    public void A_field_that_loses_its_presence_breaks_the_source() =>
        Breaks("PRG0538", "C#", "a", "message A { optional int32 a = 1; }", "message A { int32 a = 1; }");

    [Fact]
    public void A_field_that_moves_into_a_oneof_of_others_breaks_the_wire() => Breaks(
        "PRG0539", "wire", "b", "message A { oneof o { int32 a = 1; } int32 b = 2; }", "message A { oneof o { int32 a = 1; int32 b = 2; } }");

    [Fact]
    public void A_field_that_moves_out_of_a_oneof_breaks_wire_and_source() => Breaks(
        "PRG0539", "wire C#", "b", "message A { oneof o { int32 a = 1; int32 b = 2; } }", "message A { oneof o { int32 a = 1; } optional int32 b = 2; }");

    [Fact]
    public void Another_default_value_breaks_the_wire() => Breaks(
        "PRG0540", "wire", "default = 2",
        "syntax = \"proto2\"; message A { optional int32 a = 1 [default = 1]; }",
        "syntax = \"proto2\"; message A { optional int32 a = 1 [default = 2]; }");

    [Fact]
    public void Another_default_value_of_an_enum_breaks_the_wire_and_a_renamed_one_does_not()
    {
        const string Before = "syntax = \"proto2\"; enum E { A = 0; B = 1; } message M { optional E e = 1 [default = B]; optional E f = 2; }";
        Breaks("PRG0540", "wire", "e", Before, Before.Replace(" [default = B]", "", StringComparison.Ordinal));
        Assert.Equal(["PRG0554"], Change(Before, Before.Replace("A = 0", "Z = 0", StringComparison.Ordinal)).Select(finding => finding.Id));
    }

    [Fact]
    public void A_string_that_begins_to_require_UTF8_breaks_the_wire() => Breaks(
        "PRG0541", "wire", "a",
        "edition = \"2023\"; message A { string a = 1 [features.utf8_validation = NONE]; }",
        "edition = \"2023\"; message A { string a = 1; }");

    [Theory]
    [InlineData("repeated int32 a = 1;", "repeated int32 a = 1 [packed = false];")]
    [InlineData("int32 a = 1;", "optional int32 a = 1;")]
    [InlineData("int32 a = 1;", "int32 a = 1 [json_name = \"a\", deprecated = true];")]
    [InlineData("int32 a = 1;", "oneof o { int32 a = 1; }")]
    [InlineData("int32 a = 1;", "/* now with words */ int32 a = 1; int32 b = 2; oneof o { string c = 3; }")]
    [InlineData("int32 a = 1; int32 b = 2;", "int32 b = 2; int32 a = 1;")]
    [InlineData("map<string, int32> a = 1;", "map<string, int32> a = 1 [deprecated = true];")]
    public void Changes_that_nobody_notices_are_free(string before, string now) => IsFree($"message A {{ {before} }}", $"message A {{ {now} }}");

    [Fact]
    public void An_explicit_default_that_is_the_implicit_one_changes_nothing() => IsFree(
        "syntax = \"proto2\"; message A { optional int32 a = 1; optional string b = 2; optional bool c = 3; }",
        "syntax = \"proto2\"; message A { optional int32 a = 1 [default = 0]; optional string b = 2 [default = \"\"]; optional bool c = 3 [default = false]; }");
}
