using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>Credit to send, for one stream or the connection (RFC 9113 section 6.9).</summary>
internal readonly record struct WindowUpdateFrame(StreamId StreamId, int Increment)
{
    private const int PayloadLength = 4;

    /// <summary>Reads the payload; an increment of 0 on a stream is a stream error, the others are connection errors.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlySpan<byte> payload, out WindowUpdateFrame frame)
    {
        frame = default;
        if (payload.Length != PayloadLength) return Violation.WindowUpdateWrongLength;
        frame = new(header.StreamId, (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & 0x7FFF_FFFF));
        if (frame.Increment != 0) return Violation.None;
        return header.StreamId.IsConnection ? Violation.WindowUpdateOfZeroOnConnection : Violation.WindowUpdateOfZeroOnStream;
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + PayloadLength);
        new FrameHeader(PayloadLength, FrameType.WindowUpdate, FrameFlags.None, StreamId).CopyTo(span);
        BinaryPrimitives.WriteUInt32BigEndian(span[FrameHeader.Size..], (uint)Increment);
        output.Advance(FrameHeader.Size + PayloadLength);
    }
}
