using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>A measurement of the round trip, or its answer with the same payload (RFC 9113 section 6.7).</summary>
internal readonly record struct PingFrame(ulong Payload, bool IsAck)
{
    private const int PayloadLength = 8;

    /// <summary>Reads the payload; a violation is always a connection error.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlySpan<byte> payload, out PingFrame frame)
    {
        frame = default;
        if (!header.StreamId.IsConnection) return Violation.PingOnStream;
        if (payload.Length != PayloadLength) return Violation.PingWrongLength;
        frame = new(BinaryPrimitives.ReadUInt64BigEndian(payload), header.IsAck);
        return Violation.None;
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + PayloadLength);
        new FrameHeader(PayloadLength, FrameType.Ping, IsAck ? FrameFlags.Ack : FrameFlags.None, StreamId.Connection).CopyTo(span);
        BinaryPrimitives.WriteUInt64BigEndian(span[FrameHeader.Size..], Payload);
        output.Advance(FrameHeader.Size + PayloadLength);
    }
}
