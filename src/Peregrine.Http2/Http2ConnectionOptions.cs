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

    /// <summary>Bytes a peer may send on the connection before credit is returned. Default 4 MiB.</summary>
    public int ConnectionWindow { get; init; } = 4 * 1024 * 1024;

    /// <summary>SETTINGS_MAX_FRAME_SIZE: the largest frame payload accepted. Default 16 384.</summary>
    public int MaxFrameSize { get; init; } = 16 * 1024;

    /// <summary>SETTINGS_MAX_HEADER_LIST_SIZE: the decoded size of a header block, 32 bytes added per field. Default 16 KiB.</summary>
    public int MaxHeaderListSize { get; init; } = 16 * 1024;

    /// <summary>The number of fields in a header block, each cookie crumb counted. Default 128.</summary>
    public int MaxHeaderFields { get; init; } = 128;

    /// <summary>SETTINGS_HEADER_TABLE_SIZE for the decoder, and the cap for the encoder. Default 4 096.</summary>
    public int HeaderTableSize { get; init; } = 4096;
}
