using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Peregrine.TestKit;

/// <summary>One frame as it lies on the wire.</summary>
public sealed record WireFrame(byte Type, byte Flags, uint StreamId, byte[] Payload)
{
    private static readonly string[] Names = ["DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING", "GOAWAY", "WINDOW_UPDATE", "CONTINUATION"];

    public string Name => Type < Names.Length ? Names[Type] : $"TYPE_{Type}";

    public bool EndStream => (Flags & 0x1) != 0;

    public uint UInt32(int offset = 0) => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(offset));

    /// <summary>Name, stream and what matters: a line to compare with.</summary>
    public override string ToString() => Name switch
    {
        "RST_STREAM" => string.Create(CultureInfo.InvariantCulture, $"RST_STREAM {StreamId} {(Http2.Http2ErrorCode)UInt32()}"),
        "GOAWAY" => string.Create(CultureInfo.InvariantCulture, $"GOAWAY {UInt32()} {(Http2.Http2ErrorCode)UInt32(4)} {Encoding.UTF8.GetString(Payload.AsSpan(8))}").TrimEnd(),
        "WINDOW_UPDATE" => string.Create(CultureInfo.InvariantCulture, $"WINDOW_UPDATE {StreamId} {UInt32()}"),
        "SETTINGS" => EndStream ? "SETTINGS ack" : "SETTINGS",
        "PING" => EndStream ? "PING ack" : "PING",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Name} {StreamId} {Payload.Length}{(EndStream && Type < 2 ? " end" : "")}"),
    };
}

/// <summary>Takes bytes apart into frames, for looking at what an engine wrote.</summary>
public static class FrameLog
{
    public const int PrefaceLength = 24;

    private const int HeaderLength = 9;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public static List<WireFrame> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Preface)) bytes = bytes[Preface.Length..];
        var frames = new List<WireFrame>();
        while (TryRead(bytes, out var used) is { } frame)
        {
            frames.Add(frame);
            bytes = bytes[used..];
        }
        if (!bytes.IsEmpty) throw new InvalidDataException($"{bytes.Length} bytes left behind the last whole frame");
        return frames;
    }

    /// <summary>The first frame, or null when it is not whole.</summary>
    public static WireFrame? TryRead(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        if (bytes.Length < HeaderLength) return null;
        var lengthAndType = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var length = (int)(lengthAndType >> 8);
        if (bytes.Length < HeaderLength + length) return null;
        used = HeaderLength + length;
        return new((byte)lengthAndType, bytes[4], BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]), bytes.Slice(HeaderLength, length).ToArray());
    }
}
