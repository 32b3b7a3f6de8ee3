using System.Buffers.Binary;
using System.Text;

namespace Peregrine.TestKit;

/// <summary>What a scripted peer sends, frame by frame. Writes bytes by itself, so it can also write what no engine would.</summary>
public sealed class FrameScript
{
    public const byte EndStream = 0x1;
    public const byte Ack = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const byte Priority = 0x20;

    private readonly List<byte> _bytes = [];

    public static FrameScript New => new();

    /// <summary>What a client starts with: preface and empty SETTINGS.</summary>
    public static FrameScript Client => New.Preface().Settings();

    /// <summary>What a server starts with: empty SETTINGS.</summary>
    public static FrameScript Server => New.Settings();

    /// <summary>Bytes written so far.</summary>
    public int Length => _bytes.Count;

    public byte[] ToArray() => [.. _bytes];

    public FrameScript Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public FrameScript Text(string text) => Raw(Encoding.Latin1.GetBytes(text));

    /// <summary>The same frames again and again.</summary>
    public FrameScript Times(int count, Action<FrameScript> frames)
    {
        for (var i = 0; i < count; i++) frames(this);
        return this;
    }

    public FrameScript Preface() => Text("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /// <summary>Any frame; <paramref name="length"/> lies about the length when given.</summary>
    public FrameScript Frame(byte type, byte flags, uint streamId, ReadOnlySpan<byte> payload, int? length = null)
    {
        Span<byte> header = stackalloc byte[9];
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)(length ?? payload.Length) << 8 | type);
        header[4] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(header[5..], streamId);
        return Raw(header).Raw(payload);
    }

    public FrameScript Data(uint streamId, ReadOnlySpan<byte> data, bool end = false) => Frame(0x0, end ? EndStream : (byte)0, streamId, data);

    public FrameScript Data(uint streamId, int length, bool end = false) => Data(streamId, new byte[length], end);

    public FrameScript PaddedData(uint streamId, int length, byte padding, bool end = false) => PaddedData(streamId, new byte[length], padding, end);

    public FrameScript PaddedData(uint streamId, ReadOnlySpan<byte> data, byte padding, bool end = false) =>
        Frame(0x0, (byte)(Padded | (end ? EndStream : 0)), streamId, [padding, .. data, .. new byte[padding]]);

    public FrameScript Headers(uint streamId, byte[] block, bool end = false, bool endHeaders = true) =>
        Frame(0x1, (byte)((end ? EndStream : 0) | (endHeaders ? EndHeaders : 0)), streamId, block);

    /// <summary>A well-formed request head.</summary>
    public FrameScript Request(uint streamId, bool end = false) => Headers(streamId, HeaderBlocks.Request(), end);

    /// <summary>A well-formed head of a gRPC call to <c>/test.Echo/Unary</c>.</summary>
    public FrameScript Call(uint streamId, bool end = false) => Headers(streamId, HeaderBlocks.Call(), end);

    /// <summary>A well-formed response head.</summary>
    public FrameScript Response(uint streamId, bool end = false) => Headers(streamId, HeaderBlocks.Response(), end);

    public FrameScript Continuation(uint streamId, byte[] block, bool endHeaders = true) => Frame(0x9, endHeaders ? EndHeaders : (byte)0, streamId, block);

    public FrameScript PriorityOf(uint streamId, uint dependsOn) => Frame(0x2, 0, streamId, [.. UInt32(dependsOn), 16]);

    public FrameScript RstStream(uint streamId, uint code) => Frame(0x3, 0, streamId, UInt32(code));

    public FrameScript Settings() => Frame(0x4, 0, 0, []);

    /// <summary>SETTINGS with one parameter.</summary>
    public FrameScript Settings(ushort id, uint value) => Frame(0x4, 0, 0, [(byte)(id >> 8), (byte)id, .. UInt32(value)]);

    public FrameScript SettingsAck() => Frame(0x4, Ack, 0, []);

    public FrameScript PushPromise(uint streamId, uint promisedId) => Frame(0x5, EndHeaders, streamId, [.. UInt32(promisedId), .. HeaderBlocks.Request()]);

    public FrameScript Ping(ulong payload, bool ack = false) => Frame(0x6, ack ? Ack : (byte)0, 0, [.. UInt32((uint)(payload >> 32)), .. UInt32((uint)payload)]);

    public FrameScript GoAway(uint lastStreamId, uint code, string debug = "") =>
        Frame(0x7, 0, 0, [.. UInt32(lastStreamId), .. UInt32(code), .. Encoding.Latin1.GetBytes(debug)]);

    public FrameScript WindowUpdate(uint streamId, uint increment) => Frame(0x8, 0, streamId, UInt32(increment));

    private static byte[] UInt32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
