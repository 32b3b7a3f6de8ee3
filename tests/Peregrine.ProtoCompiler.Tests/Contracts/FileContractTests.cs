using Peregrine.ProtoCompiler.Contracts;
using static Peregrine.ProtoCompiler.Tests.Contracts.Changing;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class FileContractTests
{
    private const string Order = "message Order { int32 a = 1; Line line = 2; message Line {} } service Orders { rpc Buy (Order) returns (Order); }";

    [Fact]
    public void Another_package_is_one_finding_for_the_file() =>
        Breaks("PRG0510", "wire json C#", "package q;", "syntax = \"proto3\"; package p; " + Order, "syntax = \"proto3\"; package q; " + Order);

    [Fact]
    public void Another_package_with_the_same_namespace_breaks_wire_and_json() => Breaks(
        "PRG0510", "wire json", "package q;",
        "syntax = \"proto3\"; package p; option csharp_namespace = \"Shop\"; " + Order,
        "syntax = \"proto3\"; package q; option csharp_namespace = \"Shop\"; " + Order);

    [Fact]
    public void What_changes_beside_the_package_is_found_too()
    {
        var findings = Change("syntax = \"proto3\"; package p; " + Order, "syntax = \"proto3\"; package q; " + Order.Replace("int32 a = 1", "string a = 1", StringComparison.Ordinal));
        Assert.Equal(["PRG0510", "PRG0536"], findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Another_CSharp_namespace_breaks_the_source() => Breaks(
        "PRG0511", "C#", "option csharp_namespace = \"Store\";",
        "option csharp_namespace = \"Shop\"; " + Order,
        "option csharp_namespace = \"Store\"; " + Order);

    [Fact]
    public void A_written_namespace_that_is_the_usual_one_changes_nothing() => IsFree(Order, "option csharp_namespace = \"P\"; " + Order);

    [Fact]
    public void A_file_that_is_gone_is_one_finding_at_the_baseline()
    {
        var finding = Assert.Single(Change([("a.proto", "syntax = \"proto3\"; package p; " + Order), ("b.proto", "syntax = \"proto3\";")], [("b.proto", "syntax = \"proto3\";")]));
        Assert.Equal(("PRG0512", "wire C#", "api.binpb"), (finding.Id, Whom(finding), finding.Source.Name));
        Assert.Contains("p.Order, p.Order.Line, p.Orders", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_may_move_to_another_file_of_the_package()
    {
        (string, string)[] before = [("a.proto", "syntax = \"proto3\"; package p; " + Order), ("b.proto", "syntax = \"proto3\"; package p;")];
        (string, string)[] now = [("a.proto", "syntax = \"proto3\"; package p;"), ("b.proto", "syntax = \"proto3\"; package p; " + Order)];
        Assert.Empty(Change(before, now));
    }

    [Fact]
    public void A_type_that_moves_to_a_file_of_another_CSharp_namespace_breaks_the_source()
    {
        (string, string)[] before = [("a.proto", "syntax = \"proto3\"; package p; message M {}"), ("b.proto", "syntax = \"proto3\"; package p; option csharp_namespace = \"Q\";")];
        (string, string)[] now = [("a.proto", "syntax = \"proto3\"; package p;"), ("b.proto", "syntax = \"proto3\"; package p; option csharp_namespace = \"Q\"; message M {}")];
        var finding = Assert.Single(Change(before, now));
        Assert.Equal(("PRG0511", "C#", "b.proto", "M"), (finding.Id, Whom(finding), finding.Source.Name, finding.Underlined()));
    }

    [Fact]
    public void A_file_that_was_renamed_breaks_those_who_import_it()
    {
        var finding = Assert.Single(Change([("a.proto", "syntax = \"proto3\"; package p; " + Order)], [("b.proto", "syntax = \"proto3\"; package p; " + Order)]));
        Assert.Equal(("PRG0512", "C#"), (finding.Id, Whom(finding)));
    }

    [Fact]
    public void New_files_imports_and_types_are_free() => Assert.Empty(Change(
        [("a.proto", "syntax = \"proto3\"; package p; " + Order)],
        [("a.proto", "syntax = \"proto3\"; package p; import \"b.proto\"; message N { M m = 1; } " + Order), ("b.proto", "syntax = \"proto3\"; package p; message M {}")]));

    [Theory]
    [InlineData(ContractLevel.Wire, "PRG0530")]
    [InlineData(ContractLevel.Json, "PRG0530 PRG0534")]
    [InlineData(ContractLevel.Source, "PRG0520 PRG0530 PRG0534")]
    public void A_level_leaves_out_what_nobody_at_it_notices(ContractLevel level, string ids)
    {
        var findings = Change("message A { int32 a = 1; int32 b = 2; } message Z { int32 z = 1; }", "message A { int32 c = 1; }", level);
        Assert.Equal(ids, string.Join(' ', findings.Select(finding => finding.Id).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void While_a_file_has_an_error_nothing_is_said()
    {
        var baseline = Baseline.Read(Baseline.Write(Compiling.Compile("syntax = \"proto3\"; message A {} message B {}").Files), out _)!;
        var now = Compiling.Compile("syntax = \"proto3\"; message A {} message B { int32 }");
        Assert.Empty(Contract.Check(baseline, now.Files, new ContractSettings("api.binpb", ContractLevel.Source, "")));
    }

    [Fact]
    public void A_finding_says_what_whom_it_breaks_and_what_to_do()
    {
        var finding = Change("message Order { string name = 3; }", "message Order {}")[0];
        Assert.Equal(
            "The field \"name\" (3) is gone from \"p.Order\". This breaks the wire: another field 3 would misread the bytes that there are; JSON: JSON with \"name\" is refused, or would be misread by "
            + "another field of that name; C#: Order.Name no longer exists. Put it back with [deprecated = true], or write: reserved 3; reserved \"name\"; Or accept it.",
            finding.MessageWithHint);
    }
}
