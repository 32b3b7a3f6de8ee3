using Peregrine.Http2;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>What a caller is told when the server speaks HTTP/2 but breaks gRPC's rules.</summary>
public class BadResponseTests
{
    private static readonly (string, string)[] s_head = [(":status", "200"), ("content-type", "application/grpc")];
    private static readonly (string, string)[] s_ok = [("grpc-status", "0")];
    private static readonly byte[] s_message = [0, 0, 0, 0, 1, (byte)'x'];

    [Fact]
    public async Task An_HTTP_error_of_a_proxy_is_mapped_and_quoted()
    {
        var error = await CallAsync((peer, stream) =>
        {
            peer.Headers(stream, [(":status", "502"), ("content-type", "text/html")], end: false);
            peer.Data(stream, "<h1>502 Bad Gateway</h1>"u8.ToArray(), end: true);
        });

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("502", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("text/html", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_ends_without_trailers_is_INTERNAL_and_says_so()
    {
        var error = await CallAsync((peer, stream) =>
        {
            peer.Headers(stream, s_head, end: false);
            peer.Data(stream, s_message, end: true);
        });

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains("without trailers", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OK_without_a_message_is_INTERNAL()
    {
        var error = await CallAsync((peer, stream) =>
        {
            peer.Headers(stream, s_head, end: false);
            peer.Headers(stream, s_ok, end: true);
        });

        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }

    [Fact]
    public async Task Two_messages_to_a_unary_call_are_INTERNAL()
    {
        var error = await CallAsync((peer, stream) =>
        {
            peer.Headers(stream, s_head, end: false);
            peer.Data(stream, [.. s_message, .. s_message], end: false);
            peer.Headers(stream, s_ok, end: true);
        });

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Contains("more than one", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_cut_short_is_INTERNAL()
    {
        var error = await CallAsync((peer, stream) =>
        {
            peer.Headers(stream, s_head, end: false);
            peer.Data(stream, [0, 0, 0, 0, 9, 1], end: false);
            peer.Headers(stream, s_ok, end: true);
        });

        Assert.Equal(StatusCode.Internal, error.StatusCode);
    }

    [Fact]
    public async Task A_message_that_does_not_parse_is_INTERNAL_and_that_is_the_status_of_the_call()
    {
        await using var world = Connected((peer, stream) =>
        {
            peer.Headers(stream, s_head, end: false);
            peer.Data(stream, s_message, end: false);
            peer.Headers(stream, s_ok, end: true);
        });
        var picky = new Method<string, string>(MethodType.Unary, "test.Echo", "Unary", Marshallers.StringMarshaller, Marshallers.Create<string>(_ => [], _ => throw new FormatException("not mine")));

        using var call = world.CreateCallInvoker().AsyncUnaryCall(picky, null, default, "x");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Equal(StatusCode.Internal, call.GetStatus().StatusCode);
    }

    [Theory]
    [InlineData(Http2ErrorCode.NoError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.ProtocolError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.RefusedStream, StatusCode.Unavailable)]
    [InlineData(Http2ErrorCode.Cancel, StatusCode.Cancelled)]
    [InlineData(Http2ErrorCode.EnhanceYourCalm, StatusCode.ResourceExhausted)]
    [InlineData(Http2ErrorCode.InadequateSecurity, StatusCode.PermissionDenied)]
    public async Task A_reset_is_mapped_by_its_code(Http2ErrorCode code, StatusCode expected)
    {
        var error = await CallAsync((peer, stream) => peer.Reset(stream, code));

        Assert.Equal(expected, error.StatusCode);
        Assert.IsType<RpcException>(error);
    }

    [Fact]
    public async Task A_trailers_only_answer_is_the_status()
    {
        var error = await CallAsync((peer, stream) => peer.Headers(stream, [.. s_head, ("grpc-status", "5"), ("grpc-message", "not%20here"), ("why", "gone")], end: true));

        Assert.Equal(new Status(StatusCode.NotFound, "not here"), error.Status);
        Assert.Equal("gone", error.Trailers.GetValue("why"));
    }

    private static async Task<RpcException> CallAsync(Action<RawPeer, RawStream> answer)
    {
        await using var channel = Connected(answer);
        return await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, default, "x"));
    }

    private static GrpcChannel Connected(Action<RawPeer, RawStream> answer) => GrpcChannel.ForAddress("http://raw", new GrpcChannelOptions
    {
        ConnectCallback = async cancellationToken =>
        {
            var (ours, theirs) = MemoryConnection.CreatePair();
            var server = new RawPeer(theirs, Http2Role.Server, answer);
            await server.StartAsync();
            _ = Task.Run(() => server.RunUntilAsync(() => false), cancellationToken);
            return ours;
        },
    });
}
