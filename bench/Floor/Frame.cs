using System.Buffers.Binary;

namespace Floor;

/// <summary>One frame in the input; its payload is valid until more is received.</summary>
internal readonly ref struct Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
{
    public byte Type { get; } = type;

    public byte Flags { get; } = flags;

    public int Stream { get; } = stream;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public bool Has(byte flag) => (Flags & flag) != 0;

    /// <summary>Cuts the first whole frame off <paramref name="input"/>; false when there is none.</summary>
    public static bool TryCut(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        if (input.Length < FrameWriter.HeadLength) return false;
        var end = FrameWriter.HeadLength + ((input[0] << 16) | (input[1] << 8) | input[2]);
        if (input.Length < end) return false;
        frame = new(input[3], input[4], BinaryPrimitives.ReadInt32BigEndian(input[5..]), input[FrameWriter.HeadLength..end]);
        input = input[end..];
        return true;
    }
}
