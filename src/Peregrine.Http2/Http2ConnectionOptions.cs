namespace Peregrine.Http2;

/// <summary>Limits and windows of one connection. The defaults are safe against every known attack; each is enforced by the engine.</summary>
public sealed record Http2ConnectionOptions
{
    /// <summary>The defaults.</summary>
    public static Http2ConnectionOptions Default { get; } = new();

    /// <summary>SETTINGS_MAX_CONCURRENT_STREAMS that a server advertises. A stream keeps its slot until <c>Release</c>. Default 100.</summary>
    public int MaxConcurrentStreams { get; init; } = 100;

    /// <summary>SETTINGS_INITIAL_WINDOW_SIZE: bytes a peer may send on a stream before credit is returned. Default 1 MiB.</summary>
    public int InitialStreamWindow { get; init; } = 1024 * 1024;

    /// <summary>Bytes a peer may send on the connection before credit is returned; at least 65 535, where every connection starts. Default 4 MiB.</summary>
    public int ConnectionWindow { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How far the windows grow, those of streams and that of the connection, where the way to the peer is so long that they hold it up; <see cref="InitialStreamWindow"/> and
    /// <see cref="ConnectionWindow"/> are what they start with. A PING measures the way while data comes. With no more than these, windows stay as they are. Default 16 MiB.
    /// </summary>
    public int MaxWindow { get; init; } = 16 * 1024 * 1024;

    /// <summary>SETTINGS_MAX_FRAME_SIZE: the largest frame payload accepted, 16 384 to 16 777 215. Default 16 384.</summary>
    public int MaxFrameSize { get; init; } = 16 * 1024;

    /// <summary>SETTINGS_MAX_HEADER_LIST_SIZE: the decoded size of a header block, 32 bytes added per field. Default 16 KiB.</summary>
    public int MaxHeaderListSize { get; init; } = 16 * 1024;

    /// <summary>The number of fields in a header block, each cookie crumb counted. Default 128.</summary>
    public int MaxHeaderFields { get; init; } = 128;

    /// <summary>SETTINGS_HEADER_TABLE_SIZE for the decoder, and the cap for the encoder. Default 4 096.</summary>
    public int HeaderTableSize { get; init; } = 4096;

    /// <summary>The length of a compressed header block over all its frames. Default 32 KiB.</summary>
    public int MaxHeaderBlockSize { get; init; } = 32 * 1024;

    /// <summary>The number of CONTINUATION frames of a header block. Default 8.</summary>
    public int MaxContinuations { get; init; } = 8;

    /// <summary>The number of parameters in a SETTINGS frame. Default 32.</summary>
    public int MaxSettingsPerFrame { get; init; } = 32;

    /// <summary>
    /// Whether field values that start or end with a space or tab are let through. RFC 9113 section 8.2.1 calls them malformed, but gRPC peers put free text
    /// into fields (<c>grpc-message</c>) and its specification says that such white space may be stripped. Default true.
    /// </summary>
    public bool AllowSurroundingSpace { get; init; } = true;

    /// <summary>Bytes of output, not yet taken, above which <c>SendData</c> takes nothing more; at twice as much reading should pause. Default 256 KiB.</summary>
    public int MaxOutput { get; init; } = 256 * 1024;

    /// <summary>Replies that the peer provoked (acknowledgements, resets) and that are not yet taken, above which reading should pause. Default 64.</summary>
    public int MaxPendingReplies { get; init; } = 64;

    /// <summary>How long the peer's preface, including its first SETTINGS frame, may take from <c>Start</c>. Default 5 s.</summary>
    public TimeSpan PrefaceTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the acknowledgement of SETTINGS may take. Default 10 s.</summary>
    public TimeSpan SettingsAckTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a header block may take from its first to its last byte, and any other frame but DATA. Default 10 s.</summary>
    public TimeSpan HeaderBlockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The points of the abuse budget that a connection may spend at once. Default 200.</summary>
    public int AbuseBurst { get; init; } = 200;

    /// <summary>The points of the abuse budget that come back per second. Default 100.</summary>
    public int AbuseRefillPerSecond { get; init; } = 100;

    /// <summary>Refuses what RFC 9113 section 6.5.2 does not allow.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxConcurrentStreams);
        ArgumentOutOfRangeException.ThrowIfNegative(InitialStreamWindow);
        ArgumentOutOfRangeException.ThrowIfLessThan(ConnectionWindow, 65_535);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameSize, 16_384);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFrameSize, 16_777_215);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxHeaderListSize);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxHeaderFields);
        ArgumentOutOfRangeException.ThrowIfNegative(HeaderTableSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxOutput, 1);
    }
}
