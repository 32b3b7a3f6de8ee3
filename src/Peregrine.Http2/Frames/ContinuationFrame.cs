using System.Buffers;

namespace Peregrine.Http2.Frames;

/// <summary>More of a header block (RFC 9113 section 6.10).</summary>
internal readonly record struct ContinuationFrame(StreamId StreamId, ReadOnlyMemory<byte> Fragment, bool EndHeaders)
{
    /// <summary>Reads the payload; that a block is open on this very stream is checked where blocks are put together.</summary>
    public static ContinuationFrame Parse(FrameHeader header, ReadOnlyMemory<byte> payload) => new(header.StreamId, payload, header.EndHeaders);

    public void WriteTo(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(FrameHeader.Size + Fragment.Length);
        WriteHeader(span, StreamId, Fragment.Length, EndHeaders);
        Fragment.Span.CopyTo(span[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + Fragment.Length);
    }

    /// <summary>Writes only the nine bytes, for a block that is copied elsewhere.</summary>
    public static void WriteHeader(Span<byte> destination, StreamId streamId, int length, bool endHeaders) =>
        new FrameHeader(length, FrameType.Continuation, endHeaders ? FrameFlags.EndHeaders : FrameFlags.None, streamId).CopyTo(destination);
}
