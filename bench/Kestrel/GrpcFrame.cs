using System.Buffers;
using System.Buffers.Binary;

namespace Kestrel;

/// <summary>The whole messages that a buffer begins with, their number, and the last of them; see <see cref="GrpcFrame.CutWhole"/>.</summary>
internal readonly record struct WholeMessages(ReadOnlySequence<byte> All, int Count, ReadOnlySequence<byte> Last);

/// <summary>A gRPC message on the wire: one byte of flags, four of length, the message.</summary>
internal static class GrpcFrame
{
    public const int PrefixLength = 5;

    private const byte BodyTag = 0x1a;
    private const int MaxVarintLength = 5;

    /// <summary>As many whole messages as the buffer begins with.</summary>
    public static WholeMessages CutWhole(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        long whole = 0, last = 0;
        var count = 0;
        while (buffer.Length - whole >= PrefixLength)
        {
            buffer.Slice(whole, PrefixLength).CopyTo(prefix);
            var next = whole + PrefixLength + BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
            if (next > buffer.Length) break;
            last = whole;
            whole = next;
            count++;
        }

        return new(buffer.Slice(0, whole), count, buffer.Slice(last, whole - last));
    }

    /// <summary>The numbers of the fields 1 and 2, and how long they are together; 0 for each that does not stand first.</summary>
    public static (int First, int Second, int Length) ReadNumbers(in ReadOnlySequence<byte> message)
    {
        const byte FirstTag = 0x08, SecondTag = 0x10;
        var reader = new SequenceReader<byte>(message);
        var first = ReadNumber(ref reader, FirstTag);
        var second = ReadNumber(ref reader, SecondTag);
        return (first, second, (int)reader.Consumed);
    }

    /// <summary>Writes a message: field 1 if it is not 0, then fields that are encoded already.</summary>
    public static void Write(IBufferWriter<byte> output, int id, ReadOnlySpan<byte> fields)
    {
        Span<byte> first = stackalloc byte[1 + MaxVarintLength];
        var idLength = 0;
        if (id != 0)
        {
            first[0] = 0x08;
            idLength = 1 + WriteVarint(first[1..], id);
        }

        WritePrefix(output, idLength + fields.Length);
        output.Write(first[..idLength]);
        output.Write(fields);
    }

    /// <summary>Writes a message with nothing but a body of zeros.</summary>
    public static void WriteBody(IBufferWriter<byte> output, int length)
    {
        Span<byte> head = stackalloc byte[1 + MaxVarintLength];
        head[0] = BodyTag;
        var headLength = 1 + WriteVarint(head[1..], length);
        WritePrefix(output, headLength + length);
        output.Write(head[..headLength]);
        while (length > 0)
        {
            var span = output.GetSpan();
            var part = Math.Min(span.Length, length);
            span[..part].Clear();
            output.Advance(part);
            length -= part;
        }
    }

    private static int ReadNumber(ref SequenceReader<byte> reader, byte tag)
    {
        if (!reader.IsNext(tag, advancePast: true)) return 0;
        uint number = 0;
        for (var shift = 0; reader.TryRead(out var part); shift += 7)
        {
            number |= (uint)(part & 0x7f) << shift;
            if (part < 0x80) break;
        }

        return (int)number;
    }

    private static void WritePrefix(IBufferWriter<byte> output, int length)
    {
        var prefix = output.GetSpan(PrefixLength);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], length);
        output.Advance(PrefixLength);
    }

    private static int WriteVarint(Span<byte> output, int value)
    {
        var i = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7) output[i++] = (byte)(rest | 0x80);
        output[i++] = (byte)rest;
        return i;
    }
}
