using System.Buffers;
using System.Buffers.Binary;

namespace Kestrel;

/// <summary>A gRPC message on the wire: one byte of flags, four of length, the message.</summary>
internal static class GrpcFrame
{
    private const int PrefixLength = 5;

    /// <summary>As many whole messages as the buffer begins with.</summary>
    public static ReadOnlySequence<byte> CutWhole(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        long whole = 0;
        while (buffer.Length - whole >= PrefixLength)
        {
            buffer.Slice(whole, PrefixLength).CopyTo(prefix);
            var next = whole + PrefixLength + BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
            if (next > buffer.Length) break;
            whole = next;
        }

        return buffer.Slice(0, whole);
    }

    /// <summary>Field 1, an int32, of the first message; 0 unless it stands first.</summary>
    public static int ReadId(in ReadOnlySequence<byte> frame)
    {
        const byte IdTag = 0x08;
        var reader = new SequenceReader<byte>(frame.Slice(PrefixLength));
        if (!reader.TryRead(out var tag) || tag != IdTag) return 0;

        uint id = 0;
        for (var shift = 0; reader.TryRead(out var part); shift += 7)
        {
            id |= (uint)(part & 0x7f) << shift;
            if (part < 0x80) break;
        }

        return (int)id;
    }
}
