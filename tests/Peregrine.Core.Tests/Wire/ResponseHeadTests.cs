using System.Text;
using Peregrine.Compression;
using Peregrine.Http2.Connections;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class ResponseHeadTests
{
    private readonly EnginePair _pair = new();

    [Fact]
    public void What_a_server_writes_a_client_reads()
    {
        var (head, trailers) = Exchange(
            writer => ResponseHead.Write(writer, KnownFields.GrpcEncoding("gzip"), CompressionRegistry.Default.AcceptEncodingField, new Metadata { { "x-a", "1" } }),
            writer => Trailers.Write(writer, new Status(StatusCode.NotFound, "no ‘x’ here: 100%"), new Metadata { { "x-t-bin", [9] } }));
        Assert.True(head.IsFine);
        Assert.False(head.HasGrpcStatus);
        Assert.Equal("gzip", head.Encoding);
        Assert.Equal("1", head.Custom.ToMetadata().GetValue("x-a"));
        Assert.True(trailers.HasGrpcStatus);
        Assert.Equal(new Status(StatusCode.NotFound, "no ‘x’ here: 100%"), trailers.Status);
        Assert.Equal([9], trailers.Custom.ToMetadata().GetValueBytes("x-t-bin"));
        Assert.Single(trailers.Custom.ToMetadata());
    }

    [Fact]
    public void Reading_a_repeated_OK_answer_allocates_nothing()
    {
        var allocated = 0L;
        for (var i = 0; i < 4; i++)
        {
            allocated = 0;
            _pair.Response(
                writer => ResponseHead.Write(writer, null, null, null),
                writer => Trailers.Write(writer, Status.DefaultSuccess, null),
                headers =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    var status = ResponseHead.Read(headers).IsFine ? Status.DefaultSuccess : Trailers.Read(headers).Status;
                    allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                    Assert.Equal(StatusCode.OK, status.StatusCode);
                });
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void An_answer_in_one_block_is_head_and_trailers_at_once()
    {
        ResponseHead head = default;
        Trailers trailers = default;
        _pair.Response(
            writer => ResponseHead.WriteTrailersOnly(writer, new Status(StatusCode.Unimplemented, "no"), CompressionRegistry.Default.AcceptEncodingField, new Metadata { { "x", "1" } }),
            null,
            headers =>
            {
                head = ResponseHead.Read(headers);
                trailers = Trailers.Read(headers);
            });
        Assert.True(head.HasGrpcStatus);
        Assert.Equal(new Status(StatusCode.Unimplemented, "no"), trailers.Status);
        Assert.Equal("1", trailers.Custom.ToMetadata().GetValue("x"));
    }

    [Fact]
    public void A_refused_request_is_answered_with_an_HTTP_status_and_the_reason()
    {
        ResponseHead head = default;
        Trailers trailers = default;
        _pair.Response(writer => ResponseHead.WriteFault(writer, RequestFault.NotGrpc), null, headers =>
        {
            head = ResponseHead.Read(headers);
            trailers = Trailers.Read(headers);
        });
        Assert.Equal(415, head.HttpStatus);
        Assert.Equal(StatusCode.Internal, trailers.Status.StatusCode);
        Assert.Contains("application/grpc", trailers.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("502", "text/html", StatusCode.Unavailable)]
    [InlineData("404", "text/plain", StatusCode.Unimplemented)]
    [InlineData("200", "text/html", StatusCode.Unknown)]
    [InlineData("500", "application/grpc", StatusCode.Unknown)]
    public void An_answer_that_is_not_gRPCs_is_mapped_and_quoted(string status, string type, StatusCode code)
    {
        var head = Answer((":status", status), ("content-type", type));
        Assert.False(head.IsFine);
        Assert.Equal(code, head.ToFault().StatusCode);
        Assert.Contains(status, head.ToFault().Detail, StringComparison.Ordinal);
        if (type != "application/grpc") Assert.Contains(type, head.ToFault().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_without_content_type_is_told_as_such() =>
        Assert.Contains("no content-type", Answer((":status", "503")).ToFault().Detail, StringComparison.Ordinal);

    [Fact]
    public void Response_metadata_that_is_not_base64_is_INTERNAL()
    {
        var head = Answer((":status", "200"), ("content-type", "application/grpc"), ("x-bin", "*"));
        Assert.False(head.IsFine);
        Assert.Equal(StatusCode.Internal, head.ToFault().StatusCode);
    }

    [Theory]
    [InlineData("0", StatusCode.OK)]
    [InlineData("5", StatusCode.NotFound)]
    [InlineData("16", StatusCode.Unauthenticated)]
    [InlineData("17", StatusCode.Unknown)]
    [InlineData("99999999999999999999", StatusCode.Unknown)]
    [InlineData("-1", StatusCode.Unknown)]
    [InlineData("OK", StatusCode.Unknown)]
    [InlineData("", StatusCode.Unknown)]
    [InlineData(" 0", StatusCode.Unknown)]
    public void Every_grpc_status_gives_a_code(string value, StatusCode code)
    {
        for (var i = 0; i < 2; i++)
        {
            var trailers = TrailersOf(("grpc-status", value), ("grpc-message", "m"));
            Assert.True(trailers.HasGrpcStatus);
            Assert.Equal(code, trailers.Status.StatusCode);
        }
    }

    [Fact]
    public void A_malformed_grpc_status_is_quoted() => Assert.Contains("'OK'", TrailersOf(("grpc-status", "OK")).Status.Detail, StringComparison.Ordinal);

    [Fact]
    public void Trailers_without_grpc_status_are_UNKNOWN_and_say_so()
    {
        var trailers = TrailersOf(("x", "1"));
        Assert.False(trailers.HasGrpcStatus);
        Assert.Equal(StatusCode.Unknown, trailers.Status.StatusCode);
        Assert.Contains("no grpc-status", trailers.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_details_reach_the_user_as_a_trailer()
    {
        var (_, trailers) = Exchange(
            writer => ResponseHead.Write(writer, null, null, null),
            writer => Trailers.Write(writer, new Status(StatusCode.Aborted, ""), new Metadata { { "grpc-status-details-bin", [1, 2, 3] } }));
        Assert.Equal([1, 2, 3], trailers.Custom.ToMetadata().GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("", trailers.Status.Detail);
    }

    [Fact]
    public void Trailers_of_the_user_cannot_change_the_status()
    {
        var (_, trailers) = Exchange(
            writer => ResponseHead.Write(writer, null, null, null),
            writer => Trailers.Write(writer, Status.DefaultSuccess, new Metadata { { "grpc-status", "13" }, { "grpc-message", "x" } }));
        Assert.Equal(Status.DefaultSuccess, trailers.Status);
    }

    private ResponseHead Answer(params (string Name, string Value)[] fields)
    {
        ResponseHead head = default;
        _pair.Response(writer => Add(writer, fields), null, headers => head = ResponseHead.Read(headers));
        return head;
    }

    private Trailers TrailersOf(params (string Name, string Value)[] fields) => Exchange(writer => ResponseHead.Write(writer, null, null, null), writer => Add(writer, fields)).Trailers;

    private (ResponseHead Head, Trailers Trailers) Exchange(WriteFields head, WriteFields trailers)
    {
        ResponseHead? first = null;
        Trailers last = default;
        _pair.Response(head, trailers, headers =>
        {
            if (first is null) first = ResponseHead.Read(headers);
            else last = Trailers.Read(headers);
        });
        return (first!.Value, last);
    }

    private static void Add(HeaderBlockWriter writer, (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields) writer.Add(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(value), HeaderIndexing.Remember);
    }
}
