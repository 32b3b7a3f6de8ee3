using System.Buffers.Binary;

namespace Comparison.Measurements;

/// <summary>The messages of bench.proto by hand, in their gRPC frames.</summary>
internal static class Messages
{
    private const byte FirstNumberTag = 0x08, SecondNumberTag = 0x10, BodyTag = 0x1a;

    /// <summary>bench.Payload with an id and a body of that many bytes.</summary>
    public static byte[] Payload(int id, int bodyBytes) => Frame([FirstNumberTag, .. Varint(id), BodyTag, .. Varint(bodyBytes), .. new byte[bodyBytes]]);

    /// <summary>bench.Wish.</summary>
    public static byte[] Wish(int bodyBytes, int metadataEntries) => Frame([FirstNumberTag, .. Varint(bodyBytes), SecondNumberTag, .. Varint(metadataEntries)]);

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static IEnumerable<byte> Varint(int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7) yield return (byte)(rest | 0x80);
        yield return (byte)rest;
    }
}
