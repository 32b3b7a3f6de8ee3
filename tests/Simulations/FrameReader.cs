using System.Buffers.Binary;

namespace Simulations;

/// <summary>Cuts bytes into frames, however they are segmented.</summary>
internal sealed class FrameReader(bool hasPreface, FrameReader.FrameHandler onFrame)
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Reset = 3;
    public const byte Settings = 4;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    private const int HeaderSize = 9;
    private const int Kept = 128;

    private readonly byte[] _bytes = new byte[HeaderSize + Kept];
    private int _preface = hasPreface ? 24 : 0;
    private int _read;
    private int _length;

    public delegate void FrameHandler(in WireFrame frame);

    public void Read(ReadOnlySpan<byte> bytes)
    {
        var skipped = Math.Min(_preface, bytes.Length);
        _preface -= skipped;
        bytes = bytes[skipped..];
        while (!bytes.IsEmpty)
        {
            var wanted = _read < HeaderSize ? HeaderSize - _read : HeaderSize + _length - _read;
            var part = bytes[..Math.Min(wanted, bytes.Length)];
            if (_read < _bytes.Length) part[..Math.Min(part.Length, _bytes.Length - _read)].CopyTo(_bytes.AsSpan(_read));
            _read += part.Length;
            bytes = bytes[part.Length..];
            if (_read == HeaderSize) _length = (int)(BinaryPrimitives.ReadUInt32BigEndian(_bytes) >> 8);
            if (_read < HeaderSize || _read < HeaderSize + _length) continue;

            var stream = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(5)) & 0x7fff_ffff;
            _read = 0;
            onFrame(new WireFrame(_bytes[3], _bytes[4], stream, _length, _bytes.AsSpan(HeaderSize, Math.Min(_length, Kept))));
        }
    }
}

/// <summary>One frame; of a long one only the front of the payload.</summary>
internal readonly ref struct WireFrame(byte type, byte flags, uint stream, int length, ReadOnlySpan<byte> payload)
{
    private static readonly string[] s_names = ["DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE", "PING", "GOAWAY", "WINDOW_UPDATE", "CONTINUATION"];

    private readonly ReadOnlySpan<byte> _payload = payload;

    public byte Type => type;

    public uint Stream => stream;

    public int Length => length;

    public bool EndsStream => (flags & 1) != 0;

    public bool IsAck => (flags & 1) != 0;

    public bool EndsHeaders => (flags & 4) != 0;

    /// <summary>The number at the front of the payload.</summary>
    public uint Value => BinaryPrimitives.ReadUInt32BigEndian(_payload) & 0x7fff_ffff;

    public uint? Setting(ushort id)
    {
        for (var at = 0; at + 6 <= _payload.Length; at += 6)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(_payload[at..]) == id) return BinaryPrimitives.ReadUInt32BigEndian(_payload[(at + 2)..]);
        }

        return null;
    }

    public override string ToString() => type switch
    {
        FrameReader.Settings => IsAck ? "SETTINGS ack" : "SETTINGS",
        FrameReader.WindowUpdate => $"WINDOW_UPDATE {stream} by {Value}",
        FrameReader.Reset => $"RST_STREAM {stream} code {Value}",
        FrameReader.GoAway => $"GOAWAY last stream {Value}",
        _ => $"{(type < s_names.Length ? s_names[type] : $"type {type}")} {stream}, {length} bytes{(EndsStream ? (type == 6 ? " ack" : " end") : "")}",
    };
}
