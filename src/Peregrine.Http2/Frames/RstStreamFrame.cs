using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>Ends one stream at once (RFC 9113 section 6.4).</summary>
internal readonly record struct RstStreamFrame(StreamId StreamId, Http2ErrorCode Code)
{
    private const int PayloadLength = 4;

    /// <summary>Reads the payload; a violation is always a connection error.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlySpan<byte> payload, out RstStreamFrame frame)
    {
        frame = default;
        if (header.StreamId.IsConnection) return Violation.RstStreamOnStreamZero;
        if (payload.Length != PayloadLength) return Violation.RstStreamWrongLength;
        frame = new(header.StreamId, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload));
        return Violation.None;
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + PayloadLength);
        new FrameHeader(PayloadLength, FrameType.RstStream, FrameFlags.None, StreamId).CopyTo(span);
        BinaryPrimitives.WriteUInt32BigEndian(span[FrameHeader.Size..], (uint)Code);
        output.Advance(FrameHeader.Size + PayloadLength);
    }
}
