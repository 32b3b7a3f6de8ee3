using Peregrine.Http2;

namespace Peregrine.Wire;

/// <summary>What a call's status is when the peer named none: the tables of grpc/doc/http-grpc-status-mapping.md and PROTOCOL-HTTP2.md (HTTP2 Transport Mapping, Errors).</summary>
internal static class StatusMapping
{
    /// <summary>The code for a response without <c>grpc-status</c>.</summary>
    public static StatusCode FromHttpStatus(int httpStatus) => httpStatus switch
    {
        400 or 431 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    /// <summary>The code for a stream that was reset. A caller whose own deadline has passed reports that instead of CANCELLED.</summary>
    public static StatusCode FromHttp2Error(Http2ErrorCode code) => code switch
    {
        Http2ErrorCode.RefusedStream => StatusCode.Unavailable,
        Http2ErrorCode.Cancel => StatusCode.Cancelled,
        Http2ErrorCode.EnhanceYourCalm => StatusCode.ResourceExhausted,
        Http2ErrorCode.InadequateSecurity => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    /// <summary>What a client sends when it gives a call up, or a server when it cannot finish one.</summary>
    public static Http2ErrorCode ToHttp2Error(StatusCode code) => code switch
    {
        StatusCode.OK => Http2ErrorCode.NoError,
        StatusCode.Cancelled or StatusCode.DeadlineExceeded => Http2ErrorCode.Cancel,
        StatusCode.Unavailable => Http2ErrorCode.RefusedStream,
        StatusCode.ResourceExhausted => Http2ErrorCode.EnhanceYourCalm,
        StatusCode.PermissionDenied => Http2ErrorCode.InadequateSecurity,
        _ => Http2ErrorCode.InternalError,
    };

    /// <summary>The status for a stream that ended abnormally, in words that tell the peer's doing from ours.</summary>
    public static Status FromReset(in Http2Error error)
    {
        if (error.Violation == Violation.NotProcessedByPeer)
        {
            return new Status(StatusCode.Unavailable, Sentence("The server closes the connection and did not process this call; a retry is safe.", error.Text));
        }

        var code = FromHttp2Error(error.Code);
        return error.Initiator switch
        {
            Http2Initiator.Peer when error.StreamId.Value == 0 => new Status(StatusCode.Unavailable, Sentence($"The peer closed the connection with {Name(error.Code)}.", error.Text)),
            Http2Initiator.Peer => new Status(code, Sentence($"The peer reset the stream with {Name(error.Code)} before the call was finished.", error.Text)),
            Http2Initiator.Library => new Status(code, Sentence($"The stream was reset with {Name(error.Code)} because the peer broke a rule of HTTP/2.", error.Text)),
            _ => new Status(code, Sentence($"The stream was reset here with {Name(error.Code)}.", error.Text)),
        };
    }

    /// <summary>The name and number of a code, as RFC 9113 section 7 writes them.</summary>
    public static string Name(Http2ErrorCode code) => code switch
    {
        Http2ErrorCode.NoError => "NO_ERROR (0x0)",
        Http2ErrorCode.ProtocolError => "PROTOCOL_ERROR (0x1)",
        Http2ErrorCode.InternalError => "INTERNAL_ERROR (0x2)",
        Http2ErrorCode.FlowControlError => "FLOW_CONTROL_ERROR (0x3)",
        Http2ErrorCode.SettingsTimeout => "SETTINGS_TIMEOUT (0x4)",
        Http2ErrorCode.StreamClosed => "STREAM_CLOSED (0x5)",
        Http2ErrorCode.FrameSizeError => "FRAME_SIZE_ERROR (0x6)",
        Http2ErrorCode.RefusedStream => "REFUSED_STREAM (0x7)",
        Http2ErrorCode.Cancel => "CANCEL (0x8)",
        Http2ErrorCode.CompressionError => "COMPRESSION_ERROR (0x9)",
        Http2ErrorCode.ConnectError => "CONNECT_ERROR (0xa)",
        Http2ErrorCode.EnhanceYourCalm => "ENHANCE_YOUR_CALM (0xb)",
        Http2ErrorCode.InadequateSecurity => "INADEQUATE_SECURITY (0xc)",
        Http2ErrorCode.Http11Required => "HTTP_1_1_REQUIRED (0xd)",
        _ => $"the unknown code 0x{(uint)code:x}",
    };

    private static string Sentence(string summary, string text) => text.Length == 0 ? summary : $"{summary} {text}";
}
