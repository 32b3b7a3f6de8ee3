namespace Peregrine.Http2;

/// <summary>Every way a peer can misbehave or end things early, one member each.</summary>
public enum Violation
{
    /// <summary>No violation.</summary>
    None,

    /// <summary>Not a broken rule: the peer sent RST_STREAM.</summary>
    ResetByPeer,

    /// <summary>Not a broken rule: the peer's GOAWAY says that it never processed this stream; a retry is safe (RFC 9113 section 6.8).</summary>
    NotProcessedByPeer,

    /// <summary>The client did not start with the connection preface (RFC 9113 section 3.4).</summary>
    PrefaceWrong,

    /// <summary>The peer speaks HTTP/1.x: on a server the first bytes are an HTTP/1.x request line, on a client an HTTP/1.x response.</summary>
    Http1InsteadOfHttp2,

    /// <summary>The peer speaks TLS on a connection without TLS: a ClientHello on a server, an alert on a client.</summary>
    TlsInsteadOfPlaintext,

    /// <summary>The first frame of the peer is not SETTINGS (RFC 9113 section 3.4).</summary>
    FirstFrameNotSettings,

    /// <summary>The connection preface or the first SETTINGS frame did not arrive in time.</summary>
    PrefaceTimeout,

    /// <summary>A frame exceeds SETTINGS_MAX_FRAME_SIZE (RFC 9113 section 4.2).</summary>
    FrameTooLarge,

    /// <summary>DATA on stream 0 (RFC 9113 section 6.1).</summary>
    DataOnStreamZero,

    /// <summary>DATA has the PADDED flag and no room for the length of the padding (RFC 9113 section 4.2).</summary>
    DataTooShortForPadding,

    /// <summary>The padding of DATA is not shorter than its payload (RFC 9113 section 6.1).</summary>
    DataPaddingTooLong,

    /// <summary>HEADERS on stream 0 (RFC 9113 section 6.2).</summary>
    HeadersOnStreamZero,

    /// <summary>HEADERS has the PADDED flag and no room for the length of the padding (RFC 9113 section 4.2).</summary>
    HeadersTooShortForPadding,

    /// <summary>The padding of HEADERS is not shorter than its payload (RFC 9113 section 6.2).</summary>
    HeadersPaddingTooLong,

    /// <summary>HEADERS has the PRIORITY flag and no room for the fields.</summary>
    HeadersTooShortForPriority,

    /// <summary>PRIORITY on stream 0 (RFC 9113 section 6.3).</summary>
    PriorityOnStreamZero,

    /// <summary>PRIORITY is not 5 bytes long (RFC 9113 section 6.3).</summary>
    PriorityWrongLength,

    /// <summary>The deprecated priority of a stream names the stream itself (RFC 7540 section 5.3.1).</summary>
    StreamDependsOnItself,

    /// <summary>RST_STREAM on stream 0 (RFC 9113 section 6.4).</summary>
    RstStreamOnStreamZero,

    /// <summary>RST_STREAM is not 4 bytes long (RFC 9113 section 6.4).</summary>
    RstStreamWrongLength,

    /// <summary>SETTINGS on a stream other than 0 (RFC 9113 section 6.5).</summary>
    SettingsOnStream,

    /// <summary>The acknowledgement of SETTINGS has a payload (RFC 9113 section 6.5).</summary>
    SettingsAckWithPayload,

    /// <summary>The length of SETTINGS is no multiple of 6 (RFC 9113 section 6.5).</summary>
    SettingsWrongLength,

    /// <summary>PUSH_PROMISE was received: from a client it is never allowed, and to a client push is switched off (RFC 9113 sections 6.6 and 8.4).</summary>
    PushPromiseNotAllowed,

    /// <summary>PING on a stream other than 0 (RFC 9113 section 6.7).</summary>
    PingOnStream,

    /// <summary>PING is not 8 bytes long (RFC 9113 section 6.7).</summary>
    PingWrongLength,

    /// <summary>GOAWAY on a stream other than 0 (RFC 9113 section 6.8).</summary>
    GoAwayOnStream,

    /// <summary>GOAWAY is shorter than 8 bytes (RFC 9113 section 6.8).</summary>
    GoAwayTooShort,

    /// <summary>A later GOAWAY names a higher last stream than an earlier one (RFC 9113 section 6.8).</summary>
    GoAwayLastStreamIdIncreased,

    /// <summary>WINDOW_UPDATE is not 4 bytes long (RFC 9113 section 6.9).</summary>
    WindowUpdateWrongLength,

    /// <summary>WINDOW_UPDATE of 0 for the connection (RFC 9113 section 6.9).</summary>
    WindowUpdateOfZeroOnConnection,

    /// <summary>WINDOW_UPDATE of 0 for a stream (RFC 9113 section 6.9).</summary>
    WindowUpdateOfZeroOnStream,

    /// <summary>Another frame interrupts a header block (RFC 9113 section 6.10).</summary>
    ContinuationExpected,

    /// <summary>CONTINUATION without an unfinished header block (RFC 9113 section 6.10).</summary>
    ContinuationUnexpected,

    /// <summary>A header block has more CONTINUATION frames than allowed.</summary>
    TooManyContinuations,

    /// <summary>The compressed header block is longer than allowed.</summary>
    HeaderBlockTooLarge,

    /// <summary>A header block, or a frame other than DATA, was not finished in time.</summary>
    HeaderBlockTimeout,

    /// <summary>SETTINGS_ENABLE_PUSH is neither 0 nor 1 (RFC 9113 section 6.5.2).</summary>
    SettingsEnablePushInvalid,

    /// <summary>A server sent SETTINGS_ENABLE_PUSH of 1 (RFC 9113 section 6.5.2).</summary>
    SettingsEnablePushFromServer,

    /// <summary>SETTINGS_INITIAL_WINDOW_SIZE is above 2^31-1 (RFC 9113 section 6.5.2).</summary>
    SettingsInitialWindowTooLarge,

    /// <summary>SETTINGS_MAX_FRAME_SIZE is outside 2^14 to 2^24-1 (RFC 9113 section 6.5.2).</summary>
    SettingsMaxFrameSizeInvalid,

    /// <summary>A SETTINGS frame has more parameters than allowed.</summary>
    TooManySettings,

    /// <summary>SETTINGS were acknowledged that were not sent.</summary>
    SettingsAckUnexpected,

    /// <summary>SETTINGS were not acknowledged in time (RFC 9113 section 6.5.3).</summary>
    SettingsAckTimeout,

    /// <summary>DATA on a stream that was never opened (RFC 9113 section 5.1).</summary>
    DataOnIdleStream,

    /// <summary>RST_STREAM on a stream that was never opened (RFC 9113 section 6.4).</summary>
    RstStreamOnIdleStream,

    /// <summary>WINDOW_UPDATE on a stream that was never opened (RFC 9113 section 5.1).</summary>
    WindowUpdateOnIdleStream,

    /// <summary>A server sent HEADERS on a stream that this client never opened (RFC 9113 section 5.1).</summary>
    HeadersOnIdleStream,

    /// <summary>A client opened a stream with an even identifier (RFC 9113 section 5.1.1).</summary>
    StreamIdOfWrongParity,

    /// <summary>A new stream has a lower identifier than an earlier one (RFC 9113 section 5.1.1).</summary>
    StreamIdNotIncreasing,

    /// <summary>DATA after END_STREAM (RFC 9113 section 5.1).</summary>
    DataAfterEndStream,

    /// <summary>HEADERS after END_STREAM (RFC 9113 section 5.1).</summary>
    HeadersAfterEndStream,

    /// <summary>A client sent HEADERS on a stream that both ends had finished: an identifier is never used twice (RFC 9113 sections 5.1 and 5.1.1).</summary>
    HeadersOnClosedStream,

    /// <summary>DATA after the peer's own RST_STREAM (RFC 9113 section 5.1).</summary>
    DataAfterReset,

    /// <summary>HEADERS after the peer's own RST_STREAM (RFC 9113 section 5.1).</summary>
    HeadersAfterReset,

    /// <summary>A stream over SETTINGS_MAX_CONCURRENT_STREAMS, counting those whose handler still runs (RFC 9113 section 5.1.2).</summary>
    TooManyStreams,

    /// <summary>A stream was opened after the last one that GOAWAY named (RFC 9113 section 6.8).</summary>
    StreamAfterGoAway,

    /// <summary>WINDOW_UPDATE raises the window of a stream above 2^31-1 (RFC 9113 section 6.9.1).</summary>
    StreamSendWindowOverflow,

    /// <summary>WINDOW_UPDATE raises the connection's window above 2^31-1 (RFC 9113 section 6.9.1).</summary>
    ConnectionSendWindowOverflow,

    /// <summary>A new SETTINGS_INITIAL_WINDOW_SIZE raises the window of an open stream above 2^31-1 (RFC 9113 section 6.9.2).</summary>
    InitialWindowOverflow,

    /// <summary>DATA exceeds the window of its stream (RFC 9113 section 6.9).</summary>
    StreamReceiveWindowExceeded,

    /// <summary>DATA exceeds the window of the connection (RFC 9113 section 6.9).</summary>
    ConnectionReceiveWindowExceeded,

    /// <summary>An indexed field with index 0 (RFC 7541 section 6.1).</summary>
    HpackIndexZero,

    /// <summary>An index beyond both tables (RFC 7541 section 2.3.3).</summary>
    HpackIndexTooLarge,

    /// <summary>An integer with too many bytes (RFC 7541 section 5.1).</summary>
    HpackIntegerTooLarge,

    /// <summary>A header block ends in the middle of a field.</summary>
    HpackTruncated,

    /// <summary>The padding of a Huffman-coded string is longer than 7 bits or not all ones (RFC 7541 section 5.2).</summary>
    HpackPaddingInvalid,

    /// <summary>A Huffman-coded string contains EOS (RFC 7541 section 5.2).</summary>
    HpackEndOfStringInString,

    /// <summary>A dynamic table size update exceeds SETTINGS_HEADER_TABLE_SIZE (RFC 7541 section 6.3).</summary>
    HpackSizeUpdateTooLarge,

    /// <summary>A dynamic table size update behind a field of its block (RFC 7541 section 4.2).</summary>
    HpackSizeUpdateMisplaced,

    /// <summary>A header block starts with more than two dynamic table size updates (RFC 7541 section 4.2).</summary>
    HpackTooManySizeUpdates,

    /// <summary>A lower SETTINGS_HEADER_TABLE_SIZE was acknowledged and not followed by a size update (RFC 7541 section 4.2).</summary>
    HpackSizeUpdateMissing,

    /// <summary>The decoded header list exceeds SETTINGS_MAX_HEADER_LIST_SIZE.</summary>
    HeaderListTooLarge,

    /// <summary>The header list has more fields than allowed.</summary>
    TooManyHeaderFields,

    /// <summary>The decoded header list exceeds twice the limit: decoding stopped, so the compression state is lost.</summary>
    HeaderListFarTooLarge,

    /// <summary>The header list has more than twice the fields allowed: decoding stopped, so the compression state is lost.</summary>
    FarTooManyHeaderFields,

    /// <summary>A second header block without END_STREAM (RFC 9113 section 8.1).</summary>
    TrailersWithoutEndStream,

    /// <summary>A server sent DATA before the response head (RFC 9113 section 8.1).</summary>
    DataBeforeHeaders,

    /// <summary>A 1xx response with END_STREAM (RFC 9113 section 8.1).</summary>
    InformationalWithEndStream,

    /// <summary>A field has no name.</summary>
    FieldNameEmpty,

    /// <summary>A field name has an upper-case letter (RFC 9113 section 8.2.1).</summary>
    FieldNameUpperCase,

    /// <summary>A field name has a character that is not allowed (RFC 9113 section 8.2.1).</summary>
    FieldNameInvalid,

    /// <summary>A field value has NUL, CR or LF (RFC 9113 section 8.2.1).</summary>
    FieldValueInvalid,

    /// <summary>A field value starts or ends with a space or tab (RFC 9113 section 8.2.1); reported only when the options ask for it.</summary>
    FieldValueSurroundedBySpace,

    /// <summary>A field that belongs to HTTP/1.1 connections (RFC 9113 section 8.2.2).</summary>
    ConnectionSpecificField,

    /// <summary>The field te has a value other than trailers (RFC 9113 section 8.2.2).</summary>
    TeOtherThanTrailers,

    /// <summary>An unknown pseudo-header field (RFC 9113 section 8.3).</summary>
    PseudoFieldUnknown,

    /// <summary>A pseudo-header field appears twice (RFC 9113 section 8.3).</summary>
    PseudoFieldDuplicate,

    /// <summary>A pseudo-header field behind an ordinary one (RFC 9113 section 8.3).</summary>
    PseudoFieldAfterRegular,

    /// <summary>A pseudo-header field in trailers (RFC 9113 section 8.1).</summary>
    PseudoFieldInTrailers,

    /// <summary>A pseudo-header field of requests in a response (RFC 9113 section 8.3).</summary>
    PseudoFieldOfRequestInResponse,

    /// <summary>A pseudo-header field of responses in a request (RFC 9113 section 8.3).</summary>
    PseudoFieldOfResponseInRequest,

    /// <summary>A request without :method (RFC 9113 section 8.3.1).</summary>
    MethodMissing,

    /// <summary>A request without :scheme (RFC 9113 section 8.3.1).</summary>
    SchemeMissing,

    /// <summary>A request without :path (RFC 9113 section 8.3.1).</summary>
    PathMissing,

    /// <summary>A :path that is empty, or neither starts with a slash nor is a star (RFC 9113 section 8.3.1).</summary>
    PathInvalid,

    /// <summary>CONNECT with :scheme or :path, or without :authority (RFC 9113 section 8.5).</summary>
    ConnectMalformed,

    /// <summary>The field host differs from :authority (RFC 9113 section 8.3.1).</summary>
    HostDiffersFromAuthority,

    /// <summary>A response without :status (RFC 9113 section 8.3.2).</summary>
    StatusMissing,

    /// <summary>A :status that is not three digits (RFC 9113 section 8.3.2).</summary>
    StatusInvalid,

    /// <summary>A :status of 101, which HTTP/2 does not have (RFC 9113 section 8.6).</summary>
    StatusSwitchingProtocols,

    /// <summary>A content-length that is no number, or two that differ (RFC 9113 section 8.1.1).</summary>
    ContentLengthInvalid,

    /// <summary>More DATA than content-length says (RFC 9113 section 8.1.1).</summary>
    ContentLengthExceeded,

    /// <summary>Less DATA than content-length says (RFC 9113 section 8.1.1).</summary>
    ContentLengthNotReached,

    /// <summary>The peer opens streams and resets them before a response (rapid reset).</summary>
    TooManyResets,

    /// <summary>The peer breaks rules so that this end resets streams again and again.</summary>
    TooManyProvokedResets,

    /// <summary>The peer goes on opening streams over the limit.</summary>
    TooManyRefusedStreams,

    /// <summary>The peer sends frames without content: empty DATA or CONTINUATION, or of unknown type.</summary>
    TooManyEmptyFrames,

    /// <summary>The peer sends WINDOW_UPDATE frames that nothing asked for.</summary>
    TooManyWindowUpdates,

    /// <summary>The peer floods the connection with SETTINGS, PING or PRIORITY.</summary>
    TooManyControlFrames,
}
