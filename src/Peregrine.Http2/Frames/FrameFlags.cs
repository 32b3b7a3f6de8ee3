namespace Peregrine.Http2.Frames;

/// <summary>The flags of all frame types; what a bit means depends on the type. Undefined flags are ignored (RFC 9113 section 4.1).</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0x0,

    /// <summary>DATA, HEADERS.</summary>
    EndStream = 0x1,

    /// <summary>SETTINGS, PING.</summary>
    Ack = EndStream,

    /// <summary>HEADERS, PUSH_PROMISE, CONTINUATION.</summary>
    EndHeaders = 0x4,

    /// <summary>DATA, HEADERS, PUSH_PROMISE.</summary>
    Padded = 0x8,

    /// <summary>HEADERS.</summary>
    Priority = 0x20,
}
