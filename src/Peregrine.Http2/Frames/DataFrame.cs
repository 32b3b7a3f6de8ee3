using System.Buffers;

namespace Peregrine.Http2.Frames;

/// <summary>Body bytes (RFC 9113 section 6.1). <paramref name="FlowLength"/> is what flow control counts: padding and its length byte included.</summary>
internal readonly record struct DataFrame(StreamId StreamId, ReadOnlyMemory<byte> Data, int FlowLength, bool EndStream)
{
    /// <summary>Reads the payload; a violation is always a connection error.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlyMemory<byte> payload, out DataFrame frame)
    {
        frame = default;
        if (header.StreamId.IsConnection) return Violation.DataOnStreamZero;
        if (header.IsPadded && payload.IsEmpty) return Violation.DataTooShortForPadding;
        var data = payload;
        if (header.IsPadded && !Padding.TryStrip(payload, out data)) return Violation.DataPaddingTooLong;
        frame = new(header.StreamId, data, header.Length, header.EndStream);
        return Violation.None;
    }

    /// <summary>Writes the frame without padding.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + Data.Length);
        WriteHeader(span, StreamId, Data.Length, EndStream);
        Data.Span.CopyTo(span[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + Data.Length);
    }

    /// <summary>Writes only the nine bytes, for data that is copied elsewhere.</summary>
    public static void WriteHeader(Span<byte> destination, StreamId streamId, int length, bool endStream) =>
        new FrameHeader(length, FrameType.Data, endStream ? FrameFlags.EndStream : FrameFlags.None, streamId).CopyTo(destination);
}
