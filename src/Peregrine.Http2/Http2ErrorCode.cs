namespace Peregrine.Http2;

/// <summary>Why a stream was reset or a connection closed (RFC 9113 section 7).</summary>
public enum Http2ErrorCode : uint
{
    /// <summary>Not an error: graceful end.</summary>
    NoError = 0x0,

    /// <summary>An unspecific protocol error.</summary>
    ProtocolError = 0x1,

    /// <summary>The endpoint met an unexpected internal error.</summary>
    InternalError = 0x2,

    /// <summary>The peer violated flow control.</summary>
    FlowControlError = 0x3,

    /// <summary>SETTINGS were not acknowledged in time.</summary>
    SettingsTimeout = 0x4,

    /// <summary>A frame arrived for a stream that is half closed.</summary>
    StreamClosed = 0x5,

    /// <summary>A frame had an invalid size.</summary>
    FrameSizeError = 0x6,

    /// <summary>The stream was refused before any processing; it is safe to retry.</summary>
    RefusedStream = 0x7,

    /// <summary>The stream is no longer needed.</summary>
    Cancel = 0x8,

    /// <summary>The header compression state cannot be kept.</summary>
    CompressionError = 0x9,

    /// <summary>The connection made by CONNECT was reset.</summary>
    ConnectError = 0xa,

    /// <summary>The peer generates too much load.</summary>
    EnhanceYourCalm = 0xb,

    /// <summary>The TLS properties are not good enough.</summary>
    InadequateSecurity = 0xc,

    /// <summary>The peer wants HTTP/1.1 for this request.</summary>
    Http11Required = 0xd,
}
