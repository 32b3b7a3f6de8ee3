using System.Buffers;

namespace Peregrine.Http2.Frames;

/// <summary>The start of a header block (RFC 9113 section 6.2). The deprecated priority fields are skipped.</summary>
internal readonly record struct HeadersFrame(StreamId StreamId, ReadOnlyMemory<byte> Fragment, bool EndStream, bool EndHeaders)
{
    /// <summary>Reads the payload; <see cref="Violation.StreamDependsOnItself"/> is a stream error and leaves a usable frame, the others are connection errors.</summary>
    public static Violation Parse(FrameHeader header, ReadOnlyMemory<byte> payload, out HeadersFrame frame)
    {
        frame = default;
        if (header.StreamId.IsConnection) return Violation.HeadersOnStreamZero;
        if (header.IsPadded && payload.IsEmpty) return Violation.HeadersTooShortForPadding;
        var fragment = payload;
        if (header.IsPadded && !Padding.TryStrip(payload, out fragment)) return Violation.HeadersPaddingTooLong;
        var violation = Violation.None;
        if (header.HasPriority)
        {
            if (fragment.Length < PriorityFrame.FieldsLength) return Violation.HeadersTooShortForPriority;
            if (PriorityFrame.Dependency(fragment.Span) == header.StreamId) violation = Violation.StreamDependsOnItself;
            fragment = fragment[PriorityFrame.FieldsLength..];
        }
        frame = new(header.StreamId, fragment, header.EndStream, header.EndHeaders);
        return violation;
    }

    /// <summary>Writes the frame without padding or priority.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + Fragment.Length);
        WriteHeader(span, StreamId, Fragment.Length, EndStream, EndHeaders);
        Fragment.Span.CopyTo(span[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + Fragment.Length);
    }

    /// <summary>Writes only the nine bytes, for a block that is copied elsewhere.</summary>
    public static void WriteHeader(Span<byte> destination, StreamId streamId, int length, bool endStream, bool endHeaders)
    {
        var flags = (endStream ? FrameFlags.EndStream : FrameFlags.None) | (endHeaders ? FrameFlags.EndHeaders : FrameFlags.None);
        new FrameHeader(length, FrameType.Headers, flags, streamId).CopyTo(destination);
    }
}
