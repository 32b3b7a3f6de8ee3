using Peregrine.Http2;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class StatusMappingTests
{
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(431, StatusCode.Internal)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(200, StatusCode.Unknown)]
    [InlineData(302, StatusCode.Unknown)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(0, StatusCode.Unknown)]
    public void An_HTTP_status_maps_to_one_code(int http, StatusCode code) => Assert.Equal(code, StatusMapping.FromHttpStatus(http));

    [Theory]
    [InlineData(Http2ErrorCode.NoError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.ProtocolError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.InternalError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.FlowControlError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.SettingsTimeout, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.StreamClosed, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.FrameSizeError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.RefusedStream, StatusCode.Unavailable)]
    [InlineData(Http2ErrorCode.Cancel, StatusCode.Cancelled)]
    [InlineData(Http2ErrorCode.CompressionError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.ConnectError, StatusCode.Internal)]
    [InlineData(Http2ErrorCode.EnhanceYourCalm, StatusCode.ResourceExhausted)]
    [InlineData(Http2ErrorCode.InadequateSecurity, StatusCode.PermissionDenied)]
    [InlineData(Http2ErrorCode.Http11Required, StatusCode.Internal)]
    [InlineData((Http2ErrorCode)999, StatusCode.Internal)]
    public void A_reset_maps_to_one_code(Http2ErrorCode http2, StatusCode code) => Assert.Equal(code, StatusMapping.FromHttp2Error(http2));

    [Fact]
    public void A_stream_that_the_peer_did_not_process_is_UNAVAILABLE_and_the_text_says_that_a_retry_is_safe()
    {
        var status = StatusMapping.FromReset(new Http2Error(Violation.NotProcessedByPeer, Http2ErrorCode.NoError, Http2Initiator.Peer, new StreamId(1), "maintenance"));
        Assert.Equal(StatusCode.Unavailable, status.StatusCode);
        Assert.Contains("retry is safe", status.Detail, StringComparison.Ordinal);
        Assert.Contains("maintenance", status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Http2Initiator.Peer, "peer reset")]
    [InlineData(Http2Initiator.Library, "broke a rule")]
    [InlineData(Http2Initiator.User, "here")]
    public void The_text_of_a_reset_says_who_did_it_and_names_the_code(Http2Initiator initiator, string expected)
    {
        var status = StatusMapping.FromReset(new Http2Error(Violation.ResetByPeer, Http2ErrorCode.Cancel, initiator, new StreamId(1), ""));
        Assert.Equal(StatusCode.Cancelled, status.StatusCode);
        Assert.Contains(expected, status.Detail, StringComparison.Ordinal);
        Assert.Contains("CANCEL (0x8)", status.Detail, StringComparison.Ordinal);
    }
}
