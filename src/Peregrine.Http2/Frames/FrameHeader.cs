using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>The nine bytes in front of every frame (RFC 9113 section 4.1).</summary>
internal readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, StreamId StreamId)
{
    public const int Size = 9;

    /// <summary>The smallest and initial SETTINGS_MAX_FRAME_SIZE.</summary>
    public const int DefaultMaxLength = 16_384;

    /// <summary>The largest SETTINGS_MAX_FRAME_SIZE.</summary>
    public const int LargestMaxLength = 16_777_215;

    private const uint IdMask = 0x7FFF_FFFF; // the reserved bit is ignored

    public bool EndStream => Has(FrameFlags.EndStream);

    public bool EndHeaders => Has(FrameFlags.EndHeaders);

    public bool IsAck => Has(FrameFlags.Ack);

    public bool IsPadded => Has(FrameFlags.Padded);

    public bool HasPriority => Has(FrameFlags.Priority);

    /// <summary>Reads the first nine bytes of <paramref name="source"/>.</summary>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        var lengthAndType = BinaryPrimitives.ReadUInt32BigEndian(source);
        var id = BinaryPrimitives.ReadUInt32BigEndian(source[5..]);
        return new((int)(lengthAndType >> 8), (FrameType)(byte)lengthAndType, (FrameFlags)source[4], new(id & IdMask));
    }

    /// <summary>Writes the nine bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)Length << 8) | (byte)Type);
        destination[4] = (byte)Flags;
        BinaryPrimitives.WriteUInt32BigEndian(destination[5..], StreamId.Value);
    }

    // Enum.HasFlag boxes in code that is not optimised yet.
    private bool Has(FrameFlags flag) => ((byte)Flags & (byte)flag) != 0;
}
