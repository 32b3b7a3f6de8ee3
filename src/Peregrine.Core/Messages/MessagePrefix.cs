using System.Buffers.Binary;

namespace Peregrine.Messages;

/// <summary>The five bytes before each message: a flag byte and the length, big-endian (grpc/doc/PROTOCOL-HTTP2.md, Length-Prefixed-Message).</summary>
internal readonly record struct MessagePrefix(byte Flags, uint Length)
{
    public const int Size = 5;

    private const byte Compressed = 1;

    /// <summary>Whether the message is compressed by the call's encoding.</summary>
    public bool IsCompressed => Flags == Compressed;

    /// <summary>Whether the flag byte is one that this version of the protocol knows.</summary>
    public bool IsValid => Flags <= Compressed;

    /// <summary>Reads a prefix; <paramref name="source"/> has at least <see cref="Size"/> bytes.</summary>
    public static MessagePrefix Read(ReadOnlySpan<byte> source) => new(source[0], BinaryPrimitives.ReadUInt32BigEndian(source[1..]));

    /// <summary>Writes a prefix; <paramref name="destination"/> has at least <see cref="Size"/> bytes.</summary>
    public static void Write(Span<byte> destination, bool compressed, int length)
    {
        destination[0] = compressed ? Compressed : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(destination[1..], length);
    }
}
