using System.Buffers;
using System.Buffers.Binary;

namespace Peregrine.Http2.Frames;

/// <summary>A pushed request (RFC 9113 section 6.6). Push is always switched off, so receiving one is an error; it is written only by tests.</summary>
internal readonly record struct PushPromiseFrame(StreamId StreamId, StreamId PromisedId, ReadOnlyMemory<byte> Fragment)
{
    private const int IdLength = 4;

    public void WriteTo(IBufferWriter<byte> output)
    {
        var length = IdLength + Fragment.Length;
        var span = output.GetSpan(FrameHeader.Size + length);
        new FrameHeader(length, FrameType.PushPromise, FrameFlags.EndHeaders, StreamId).CopyTo(span);
        BinaryPrimitives.WriteUInt32BigEndian(span[FrameHeader.Size..], PromisedId.Value);
        Fragment.Span.CopyTo(span[(FrameHeader.Size + IdLength)..]);
        output.Advance(FrameHeader.Size + length);
    }
}
