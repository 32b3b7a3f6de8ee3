using System.Text;
using Peregrine.Compression;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class RequestHeadTests
{
    private static readonly ChannelFields Channel = new(isTls: false, "example.com:443", null, CompressionRegistry.Default);
    private static readonly HeaderField Path = HeaderField.Intern(":path"u8, "/test.Service/Method"u8);

    private readonly EnginePair _pair = new();

    [Fact]
    public void What_a_client_writes_a_server_reads()
    {
        var metadata = new Metadata { { "x-text", "hello" }, { "x-data-bin", [0, 1, 255] }, { "x-text", "again" } };
        var head = Sent(TimeSpan.FromSeconds(3), "gzip", metadata);
        Assert.Null(head.Fault);
        Assert.Equal("/test.Service/Method", head.PathText);
        Assert.Equal("example.com:443", head.Fields.Authority);
        Assert.Equal(TimeSpan.FromSeconds(3), head.Timeout);
        Assert.Equal("gzip", head.Fields.Encoding);
        Assert.True(head.Fields.Accepts("gzip"));
        Assert.True(head.Fields.Accepts("deflate"));
        Assert.False(head.Fields.Accepts("snappy"));
        var received = head.Fields.ToMetadata();
        Assert.Equal(["user-agent", "x-text", "x-data-bin", "x-text"], received.Select(entry => entry.Key));
        Assert.StartsWith("grpc-dotnet-peregrine/", received.GetValue("user-agent"), StringComparison.Ordinal);
        Assert.Equal([0, 1, 255], received.GetValueBytes("x-data-bin"));
        Assert.Equal("again", received.GetValue("x-text"));
        Assert.False(received.IsReadOnly);
    }

    [Fact]
    public void A_head_without_options_has_no_timeout_no_encoding_and_no_metadata_but_the_user_agent()
    {
        var head = Sent(null, null, null);
        Assert.Null(head.Fault);
        Assert.Null(head.Timeout);
        Assert.Null(head.Fields.Encoding);
        Assert.Equal("user-agent", Assert.Single(head.Fields.ToMetadata()).Key);
    }

    [Fact]
    public void A_repeated_head_means_the_same_each_time()
    {
        var metadata = new Metadata { { "x-text", "hello" }, { "x-data-bin", [7] } };
        for (var i = 0; i < 4; i++)
        {
            var head = Sent(TimeSpan.FromMilliseconds(100 + i), "gzip", metadata);
            Assert.Null(head.Fault);
            Assert.Equal(TimeSpan.FromMilliseconds(100 + i), head.Timeout);
            Assert.Equal("gzip", head.Fields.Encoding);
            Assert.Equal(["user-agent", "x-text", "x-data-bin"], head.Fields.ToMetadata().Select(entry => entry.Key));
        }
    }

    [Fact]
    public void Reading_a_repeated_head_allocates_nothing()
    {
        Sent(null, null, null);
        var allocated = 0L;
        for (var i = 0; i < 3; i++)
        {
            _pair.Request(
                writer => RequestHead.Write(writer, Channel, Path, null, null, null, null),
                headers =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    RequestHead.Read(headers);
                    allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                });
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void The_router_finds_its_meaning_again_in_the_path_of_a_repeated_head()
    {
        var route = new Route();
        var first = Sent(null, null, null);
        first.Path!.Meaning = route;
        Assert.Same(route, Sent(null, null, null).Path!.Meaning);
    }

    [Fact]
    public void Reserved_names_in_metadata_are_left_out()
    {
        var head = Sent(null, null, new Metadata { { "te", "x" }, { "grpc-timeout", "1n" }, { "content-type", "text/html" }, { "user-agent", "me" }, { "connection", "close" }, { "x", "1" } });
        Assert.Null(head.Fault);
        Assert.Null(head.Timeout);
        Assert.Equal(["user-agent", "x"], head.Fields.ToMetadata().Select(entry => entry.Key));
    }

    [Fact]
    public void Received_metadata_can_be_forwarded()
    {
        var received = Sent(TimeSpan.FromSeconds(1), "gzip", new Metadata { { "x-a", "1" }, { "x-b-bin", [1, 2] } }).Fields.ToMetadata();
        Assert.Equal(["user-agent", "x-a", "x-b-bin"], Sent(null, null, received).Fields.ToMetadata().Select(entry => entry.Key));
    }

    [Fact]
    public void An_authority_of_the_call_wins_over_the_channels()
    {
        RequestHead head = default;
        _pair.Request(writer => RequestHead.Write(writer, Channel, Path, KnownFields.Authority("other"), null, null, null), headers => head = RequestHead.Read(headers));
        Assert.Equal("other", head.Fields.Authority);
    }

    [Fact]
    public void Binary_values_joined_by_commas_are_several_entries()
    {
        var head = Received(("x-bin", "AQ==,Ag"));
        Assert.Equal([[1], [2]], head.Fields.ToMetadata().GetAll("x-bin").Select(entry => entry.ValueBytes));
    }

    [Fact]
    public void A_large_value_travels_whole()
    {
        var large = new string('v', 6000);
        Assert.Equal(large, Sent(null, null, new Metadata { { "x-large", large } }).Fields.ToMetadata().GetValue("x-large"));
    }

    [Theory]
    [InlineData("GET", 405)]
    [InlineData("PUT", 405)]
    [InlineData("POST", 0)]
    public void A_method_other_than_POST_is_405(string method, int status) => Assert.Equal(status, Received(method, "application/grpc").Fault?.HttpStatus ?? 0);

    [Theory]
    [InlineData("application/grpc", 0)]
    [InlineData("application/grpc+proto", 0)]
    [InlineData("application/grpc+json", 0)]
    [InlineData("application/grpc;charset=utf-8", 0)]
    [InlineData("Application/GRPC", 0)]
    [InlineData("application/grpc-web", 415)]
    [InlineData("application/json", 415)]
    [InlineData("application/grp", 415)]
    [InlineData("", 415)]
    public void A_content_type_other_than_gRPC_is_415(string type, int status)
    {
        Assert.Equal(status, Received("POST", type).Fault?.HttpStatus ?? 0);
        Assert.Equal(status, Received("POST", type).Fault?.HttpStatus ?? 0); // from the table entry
    }

    [Fact]
    public void A_missing_content_type_is_415() => Assert.Equal(415, Received("POST", null).Fault?.HttpStatus);

    [Theory]
    [InlineData("5")]
    [InlineData("123456789S")]
    [InlineData("abc")]
    public void A_malformed_timeout_is_a_fault_that_quotes_it(string timeout)
    {
        var fault = Received(("grpc-timeout", timeout)).Fault;
        Assert.Equal(StatusCode.Internal, fault?.Status.StatusCode);
        Assert.Contains(timeout, fault?.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_value_that_is_not_base64_is_a_fault_that_names_it()
    {
        for (var i = 0; i < 2; i++) Assert.Contains("'x-bin'", Received(("x-bin", "***")).Fault?.Status.Detail, StringComparison.Ordinal);
    }

    private RequestHead Sent(TimeSpan? timeout, string? encoding, Metadata? metadata)
    {
        RequestHead head = default;
        _pair.Request(
            writer => RequestHead.Write(writer, Channel, Path, null, timeout, encoding is null ? null : KnownFields.GrpcEncoding(encoding), metadata),
            headers => head = RequestHead.Read(headers));
        return head;
    }

    private RequestHead Received((string Name, string Value) field)
    {
        RequestHead head = default;
        _pair.Request(
            writer =>
            {
                EnginePair.Minimal(writer);
                writer.Add(Encoding.ASCII.GetBytes(field.Name), Encoding.ASCII.GetBytes(field.Value), HeaderIndexing.Remember);
            },
            headers => head = RequestHead.Read(headers));
        return head;
    }

    private RequestHead Received(string method, string? contentType)
    {
        RequestHead head = default;
        _pair.Request(
            writer =>
            {
                writer.Add(":method"u8, Encoding.ASCII.GetBytes(method), HeaderIndexing.Remember);
                writer.Add(":scheme"u8, "http"u8, HeaderIndexing.Remember);
                writer.Add(":path"u8, "/a/b"u8, HeaderIndexing.Once);
                writer.Add(":authority"u8, "host"u8, HeaderIndexing.Remember);
                if (contentType is not null) writer.Add("content-type"u8, Encoding.ASCII.GetBytes(contentType), HeaderIndexing.Remember);
            },
            headers => head = RequestHead.Read(headers));
        return head;
    }

    private sealed class Route() : FieldMeaning(WellKnownField.Path);
}
