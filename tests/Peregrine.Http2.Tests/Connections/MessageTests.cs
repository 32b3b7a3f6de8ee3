using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>What is well-formed although it looks odd (RFC 9113 section 8).</summary>
public class MessageTests
{
    [Fact]
    public void CONNECT_has_an_authority_and_nothing_else() =>
        Assert.Equal(["headers 1 :method=CONNECT :authority=a:1"], Events(New.Headers(1, HeaderBlocks.Of((":method", "CONNECT"), (":authority", "a:1")))));

    [Fact]
    public void A_star_is_a_path() =>
        Assert.StartsWith("headers 1", Events(New.Headers(1, HeaderBlocks.Of((":method", "OPTIONS"), (":scheme", "http"), (":path", "*"))))[0], StringComparison.Ordinal);

    [Fact]
    public void Each_of_several_hosts_must_name_the_authority() =>
        Assert.Equal("refused 1 HostDiffersFromAuthority ProtocolError", Events(New.Headers(1, HeaderBlocks.Request("/", ("host", "test"), ("host", "elsewhere"))))[0]);

    [Fact]
    public void A_host_equal_to_the_authority_but_for_case_is_allowed() =>
        Assert.StartsWith("headers 1", Events(New.Headers(1, HeaderBlocks.Request("/", ("host", "TEST"))))[0], StringComparison.Ordinal);

    [Fact]
    public void Space_around_a_value_is_let_through_by_default() =>
        Assert.EndsWith("a= x ", Events(New.Headers(1, HeaderBlocks.Request("/", ("a", " x "))))[0], StringComparison.Ordinal);

    [Fact]
    public void Te_trailers_is_allowed() =>
        Assert.EndsWith("te=trailers", Events(New.Headers(1, HeaderBlocks.Request("/", ("te", "trailers"))))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("connection")]
    [InlineData("keep-alive")]
    [InlineData("proxy-connection")]
    [InlineData("transfer-encoding")]
    [InlineData("upgrade")]
    public void Fields_of_HTTP_1_connections_are_malformed(string name) =>
        Assert.Equal("refused 1 ConnectionSpecificField ProtocolError", Events(New.Headers(1, HeaderBlocks.Request("/", (name, "x"))))[0]);

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a b")]
    [InlineData("a\u007f")]
    [InlineData("a\u00ff")]
    [InlineData("a:b")]
    public void Names_with_other_characters_are_malformed(string name) =>
        Assert.Equal("refused 1 FieldNameInvalid ProtocolError", Events(New.Headers(1, HeaderBlocks.Request("/", (name, "x"))))[0]);

    [Theory]
    [InlineData("\0")]
    [InlineData("x\ry")]
    [InlineData("x\n")]
    public void Values_with_NUL_CR_or_LF_are_malformed(string value) =>
        Assert.Equal("refused 1 FieldValueInvalid ProtocolError", Events(New.Headers(1, HeaderBlocks.Request("/", ("a", value))))[0]);

    [Fact]
    public void A_content_length_that_is_met_is_allowed() =>
        Assert.Equal("data 1 3 end", Events(New.Headers(1, HeaderBlocks.Request("/", ("content-length", "5"))).PaddedData(1, 2, 7).Data(1, 3, end: true))[^1]);

    [Fact]
    public void Trailers_end_a_request() =>
        Assert.Equal("trailers 1 a=b end", Events(New.Request(1).Data(1, 3).Headers(1, HeaderBlocks.Of(("a", "b")), end: true))[^1]);

    [Fact]
    public void A_content_length_must_be_met_before_trailers() =>
        Assert.Equal(
            "reset 1 ContentLengthNotReached ProtocolError Library",
            Events(New.Headers(1, HeaderBlocks.Request("/", ("content-length", "5"))).Headers(1, HeaderBlocks.Of(("a", "b")), end: true))[^1]);

    [Fact]
    public void A_response_without_body_may_announce_a_length()
    {
        var client = Engine.Client();
        client.Open();
        client.Receive(New.Headers(1, HeaderBlocks.Response("304", ("content-length", "5")), end: true));
        Assert.Equal(["headers 1 :status=304 content-length=5 end"], client.Events);
    }

    [Fact]
    public void Unknown_frames_settings_and_flags_are_ignored()
    {
        var server = Engine.Server().Receive(New.Frame(0x42, 0xFF, 7, [1, 2, 3]).Settings(0x1234, 5).Frame(0x6, 0xFE, 0, new byte[8]).Request(1));
        Assert.Equal(["headers 1 :method=POST :scheme=http :path=/ :authority=test"], server.Events);
        Assert.Equal(["SETTINGS ack", "PING ack"], server.TakeLines());
    }

    [Fact]
    public void A_malformed_trailer_resets_the_stream_even_though_it_ends_it()
    {
        var client = Engine.Client();
        client.Open(endStream: true);
        client.Receive(New.Response(1).Headers(1, HeaderBlocks.Of(("A", "b")), end: true));
        Assert.Equal("reset 1 FieldNameUpperCase ProtocolError Library", client.Events[^1]);
    }

    private static List<string> Events(FrameScript script) => Engine.Server().Receive(script).Events;
}
