using static Peregrine.ProtoCompiler.Tests.Contracts.Changing;

namespace Peregrine.ProtoCompiler.Tests.Contracts;

public class ServiceContractTests
{
    private const string Messages = "message A { int32 a = 1; } message B { string b = 1; } ";

    [Fact]
    public void A_service_that_is_gone_breaks_wire_and_source() =>
        Breaks("PRG0560", "wire C#", "package p;", Messages + "service S { rpc R (A) returns (B); }", Messages);

    [Fact]
    public void A_renamed_service_is_known_by_its_methods() =>
        Breaks("PRG0560", "wire C#", "T", Messages + "service S { rpc R (A) returns (B); }", Messages + "service T { rpc R (A) returns (B); }");

    [Fact]
    public void An_rpc_that_is_gone_breaks_wire_and_source() => Breaks(
        "PRG0561", "wire C#", "S", Messages + "service S { rpc R (A) returns (B); rpc Q (B) returns (A); }", Messages + "service S { rpc Q (B) returns (A); }");

    [Fact]
    public void A_renamed_rpc_shows_at_its_new_name() =>
        Breaks("PRG0561", "wire C#", "Q", Messages + "service S { rpc R (A) returns (B); }", Messages + "service S { rpc Q (A) returns (B); }");

    [Fact]
    public void Another_request_breaks_all() =>
        Breaks("PRG0562", "wire json C#", "B", Messages + "service S { rpc R (A) returns (B); }", Messages + "service S { rpc R (B) returns (B); }");

    [Fact]
    public void Another_response_breaks_all() =>
        Breaks("PRG0563", "wire json C#", "A", Messages + "service S { rpc R (A) returns (B); }", Messages + "service S { rpc R (A) returns (A); }");

    [Theory]
    [InlineData("(A) returns (B)", "(stream A) returns (B)", "stream")]
    [InlineData("(A) returns (B)", "(A) returns (stream B)", "stream")]
    [InlineData("(stream A) returns (B)", "(A) returns (B)", "A")]
    [InlineData("(A) returns (stream B)", "(A) returns (B)", "B")]
    public void A_stream_that_comes_or_goes_breaks_wire_and_source(string before, string now, string underlined) =>
        Breaks("PRG0564", "wire C#", underlined, Messages + $"service S {{ rpc R {before}; }}", Messages + $"service S {{ rpc R {now}; }}");

    [Fact]
    public void New_rpcs_and_services_are_free() =>
        IsFree(Messages + "service S { rpc R (A) returns (B); }", Messages + "service T {} service S { rpc Q (A) returns (B); rpc R (.p.A) returns (B) { option deprecated = true; } }");
}
