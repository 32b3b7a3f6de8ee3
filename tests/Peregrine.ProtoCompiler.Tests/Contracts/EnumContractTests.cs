using static Peregrine.ProtoCompiler.Tests.Contracts.Changing;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class EnumContractTests
{
    [Fact]
    public void An_enum_that_is_gone_breaks_the_source() => Breaks("PRG0550", "C#", "package p;", "enum E { A = 0; } message M {}", "message M {}");

    [Fact]
    public void A_renamed_enum_is_known_by_its_values() => Breaks("PRG0550", "C#", "F", "enum E { A = 0; B = 1; }", "enum F { A = 0; B = 1; }");

    [Fact]
    public void A_value_that_is_gone_breaks_all_while_its_number_is_free() =>
        Breaks("PRG0551", "wire json C#", "E", "enum E { A = 0; B = 1; }", "enum E { A = 0; }");

    [Fact]
    public void A_value_that_is_gone_with_its_number_reserved_breaks_json_and_source() =>
        Breaks("PRG0552", "json C#", "E", "enum E { A = 0; B = 1; }", "enum E { A = 0; reserved 1; }");

    [Fact]
    public void A_value_whose_number_an_alias_keeps_breaks_json_and_source() =>
        Breaks("PRG0552", "json C#", "E", "enum E { option allow_alias = true; A = 0; B = 1; C = 1; }", "enum E { A = 0; B = 1; }");

    [Fact]
    public void A_value_that_is_gone_with_number_and_name_reserved_breaks_the_source() =>
        Breaks("PRG0553", "C#", "E", "enum E { A = 0; B = 1; }", "enum E { A = 0; reserved 1; reserved \"B\"; }");

    [Fact]
    public void A_renamed_value_breaks_json_and_source() => Breaks("PRG0554", "json C#", "C", "enum E { A = 0; B = 1; }", "enum E { A = 0; C = 1; }");

    [Fact]
    public void A_renamed_value_with_the_same_name_in_CSharp_breaks_json() =>
        Breaks("PRG0554", "json", "COLOR_RED", "enum Color { NONE = 0; RED = 1; }", "enum Color { NONE = 0; COLOR_RED = 1; }");

    [Fact]
    public void A_changed_number_breaks_the_wire() => Breaks("PRG0555", "wire", "2", "enum E { A = 0; B = 1; }", "enum E { A = 0; B = 2; }");

    [Fact]
    public void An_enum_that_is_closed_breaks_the_wire() => Breaks(
        "PRG0556", "wire", "E", "edition = \"2023\"; enum E { A = 0; }", "edition = \"2023\"; enum E { option features.enum_type = CLOSED; A = 0; }");

    [Fact]
    public void A_number_that_is_no_longer_reserved_breaks_the_wire() =>
        Breaks("PRG0524", "wire", "E", "enum E { A = 0; reserved 5 to max; }", "enum E { A = 0; reserved 6 to max; }");

    [Fact]
    public void New_values_and_aliases_are_free() =>
        IsFree("enum E { A = 0; B = 1; }", "enum E { option allow_alias = true; A = 0; B = 1; BB = 1; C = 2; }");
}
