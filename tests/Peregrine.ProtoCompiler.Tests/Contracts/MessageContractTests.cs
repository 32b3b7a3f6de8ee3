using static Peregrine.ProtoCompiler.Tests.Contracts.Changing;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class MessageContractTests
{
    [Fact]
    public void A_message_that_is_gone_breaks_the_source() =>
        Breaks("PRG0520", "C#", "package p;", "message A {} message B { int32 x = 1; }", "message A {}");

    [Fact]
    public void An_inner_message_that_is_gone_shows_at_the_outer_one_and_what_was_in_it_goes_with_it() =>
        Breaks("PRG0520", "C#", "A", "message A { message B { enum E { E0 = 0; } message C {} } }", "message A {}");

    [Fact]
    public void A_renamed_message_is_known_by_its_fields_and_is_one_finding() => Breaks(
        "PRG0520", "C#", "Purchase",
        "message Order { int32 a = 1; Line line = 2; message Line { string b = 1; } } message Box { Order order = 1; Order.Line line = 2; }",
        "message Purchase { int32 a = 1; Line line = 2; message Line { string b = 1; } } message Box { Purchase order = 1; Purchase.Line line = 2; }");

    [Fact]
    public void Of_two_messages_that_look_like_the_gone_one_none_is_it()
    {
        var findings = Change("message A { int32 a = 1; }", "message B { int32 a = 1; } message C { int32 a = 1; }");
        Assert.Equal("package p;", Assert.Single(findings).Underlined());
    }

    [Fact]
    public void Another_wire_form_breaks_the_wire() => Breaks(
        "PRG0521", "wire", "A",
        "syntax = \"proto2\"; message A { extensions 4 to max; }",
        "syntax = \"proto2\"; message A { option message_set_wire_format = true; extensions 4 to max; }");

    [Fact]
    public void A_new_required_field_breaks_the_wire() => Breaks(
        "PRG0522", "wire", "required", "syntax = \"proto2\"; message A {}", "syntax = \"proto2\"; message A { required int32 a = 1; }");

    [Fact]
    public void A_field_that_is_no_longer_required_breaks_the_wire() => Breaks(
        "PRG0522", "wire", "optional", "syntax = \"proto2\"; message A { required int32 a = 1; }", "syntax = \"proto2\"; message A { optional int32 a = 1; }");

    [Fact]
    public void Extension_numbers_that_are_gone_break_the_source() => Breaks(
        "PRG0523", "C#", "A", "syntax = \"proto2\"; message A { extensions 10 to 20; }", "syntax = \"proto2\"; message A { extensions 10 to 14, 16 to 20; }");

    [Fact]
    public void Extension_numbers_in_other_pieces_are_the_same() => IsFree(
        "syntax = \"proto2\"; message A { extensions 10 to 20; }", "syntax = \"proto2\"; message A { extensions 15 to 30; extensions 8 to 14; }");

    [Fact]
    public void A_number_that_is_no_longer_reserved_breaks_the_wire() =>
        Breaks("PRG0524", "wire", "A", "message A { reserved 5 to 7; }", "message A { reserved 5, 7; }");

    [Fact]
    public void A_reserved_number_that_is_used_shows_where_it_is_used() =>
        Breaks("PRG0524", "wire", "6", "message A { reserved 5 to 7; }", "message A { reserved 5, 7; int32 a = 6; }");

    [Fact]
    public void A_name_that_is_no_longer_reserved_breaks_json() =>
        Breaks("PRG0524", "json", "A", "message A { reserved \"a\", \"b\"; }", "message A { reserved \"b\"; }");

    [Fact]
    public void A_oneof_that_is_gone_breaks_the_source() =>
        Breaks("PRG0525", "C#", "A", "message A { oneof o { int32 a = 1; } }", "message A { optional int32 a = 1; }");

    [Fact]
    public void A_oneof_whose_fields_stand_alone_breaks_the_wire_too() => Breaks(
        "PRG0525", "wire C#", "A", "message A { oneof o { int32 a = 1; int32 b = 2; } }", "message A { optional int32 a = 1; optional int32 b = 2; }");

    [Fact]
    public void A_renamed_oneof_is_one_finding() =>
        Breaks("PRG0525", "C#", "other", "message A { oneof o { int32 a = 1; int32 b = 2; } }", "message A { oneof other { int32 a = 1; int32 b = 2; } }");

    [Fact]
    public void An_extension_that_is_gone_breaks_wire_and_source() => Breaks(
        "PRG0526", "wire C#", "", "syntax = \"proto2\"; message A { extensions 10; } extend A { optional int32 x = 10; }", "syntax = \"proto2\"; message A { extensions 10; }");

    [Fact]
    public void A_renamed_extension_breaks_json_and_source() => Breaks(
        "PRG0526", "json C#", "y",
        "syntax = \"proto2\"; message A { extensions 10; } extend A { optional int32 x = 10; }",
        "syntax = \"proto2\"; message A { extensions 10; } extend A { optional int32 y = 10; }");

    [Fact]
    public void An_extension_keeps_its_type_as_a_field_does() => Breaks(
        "PRG0536", "wire json C#", "string",
        "syntax = \"proto2\"; message A { extensions 10; } message B { extend A { optional int32 x = 10; } }",
        "syntax = \"proto2\"; message A { extensions 10; } message B { extend A { optional string x = 10; } }");
}
