using System.Buffers.Binary;
using System.Text;

namespace HttpClientLoad;

/// <summary>The message bench.Payload by hand (see protos/bench.proto), in its gRPC frame: one byte of flags, four of length, the fields.</summary>
internal sealed record Payload(int Id, string Name, byte[] Body)
{
    private const int PrefixLength = 5;
    private const byte IdTag = 0x08, NameTag = 0x12, BodyTag = 0x1a;

    public int FrameLength => PrefixLength + MessageLength;

    private int MessageLength
    {
        get
        {
            var name = Encoding.UTF8.GetByteCount(Name);
            return 1 + VarintLength(Id) + 1 + VarintLength(name) + name + 1 + VarintLength(Body.Length) + Body.Length;
        }
    }

    public byte[] ToFrame()
    {
        var length = MessageLength;
        var frame = new byte[PrefixLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        var rest = frame.AsSpan(PrefixLength);
        WriteVarint(ref rest, IdTag, Id);
        WriteVarint(ref rest, NameTag, Encoding.UTF8.GetByteCount(Name));
        rest = rest[Encoding.UTF8.GetBytes(Name, rest)..];
        WriteVarint(ref rest, BodyTag, Body.Length);
        Body.CopyTo(rest);
        return frame;
    }

    /// <summary>Reads exactly one frame; null when it is cut short, compressed or followed by more.</summary>
    public static Payload? FromFrame(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < PrefixLength || frame[0] != 0) return null;
        var rest = frame[PrefixLength..];
        if (BinaryPrimitives.ReadInt32BigEndian(frame[1..]) != rest.Length) return null;

        var id = 0;
        var name = "";
        byte[] body = [];
        while (rest.Length > 0)
        {
            var tag = rest[0];
            rest = rest[1..];
            if (ReadVarint(ref rest) is not { } value) return null;
            if (tag == IdTag)
            {
                id = value;
                continue;
            }

            if (value < 0 || value > rest.Length) return null;
            if (tag == NameTag) name = Encoding.UTF8.GetString(rest[..value]);
            else if (tag == BodyTag) body = rest[..value].ToArray();
            else return null;
            rest = rest[value..];
        }

        return new(id, name, body);
    }

    private static int VarintLength(int value)
    {
        var length = 1;
        for (var rest = (uint)value; rest >= 0x80; rest >>= 7) length++;
        return length;
    }

    private static void WriteVarint(ref Span<byte> output, byte tag, int value)
    {
        output[0] = tag;
        var i = 1;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7) output[i++] = (byte)(rest | 0x80);
        output[i++] = (byte)rest;
        output = output[i..];
    }

    private static int? ReadVarint(ref ReadOnlySpan<byte> input)
    {
        uint value = 0;
        for (var i = 0; i < input.Length && i < 5; i++)
        {
            value |= (uint)(input[i] & 0x7f) << (7 * i);
            if (input[i] >= 0x80) continue;
            input = input[(i + 1)..];
            return (int)value;
        }

        return null;
    }
}
