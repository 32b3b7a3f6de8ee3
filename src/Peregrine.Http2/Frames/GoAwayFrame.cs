using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>The end of a connection, with the last stream that was or may be processed (RFC 9113 section 6.8).</summary>
internal readonly record struct GoAwayFrame(StreamId LastStreamId, Http2ErrorCode Code, ReadOnlyMemory<byte> DebugData)
{
    private const int FixedLength = 8;

    /// <summary>Reads the payload; a violation is always a connection error.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlyMemory<byte> payload, out GoAwayFrame frame)
    {
        frame = default;
        if (!header.StreamId.IsConnection) return Violation.GoAwayOnStream;
        if (payload.Length < FixedLength) return Violation.GoAwayTooShort;
        var lastId = BinaryPrimitives.ReadUInt32BigEndian(payload.Span) & StreamId.Max.Value;
        frame = new(new(lastId), (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload.Span[4..]), payload[FixedLength..]);
        return Violation.None;
    }

    public void WriteTo(IBufferWriter<byte> output)
    {
        var length = FixedLength + DebugData.Length;
        var span = output.GetSpan(FrameHeader.Size + length);
        new FrameHeader(length, FrameType.GoAway, FrameFlags.None, StreamId.Connection).CopyTo(span);
        BinaryPrimitives.WriteUInt32BigEndian(span[FrameHeader.Size..], LastStreamId.Value);
        BinaryPrimitives.WriteUInt32BigEndian(span[(FrameHeader.Size + 4)..], (uint)Code);
        DebugData.Span.CopyTo(span[(FrameHeader.Size + FixedLength)..]);
        output.Advance(FrameHeader.Size + length);
    }
}
