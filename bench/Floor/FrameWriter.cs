using System.Buffers.Binary;

namespace Floor;

/// <summary>HTTP/2 frames (RFC 9113 section 4.1), one behind the other in a buffer that grows.</summary>
internal sealed class FrameWriter
{
    public const int HeadLength = 9;
    public const byte Data = 0, Headers = 1, Settings = 4, Ping = 6, WindowUpdate = 8;
    public const byte EndStream = 0x1, Ack = 0x1, EndHeaders = 0x4;
    public const uint MaxWindow = int.MaxValue;
    public const uint DefaultWindow = 65_535;

    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public Memory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void WritePreface()
    {
        Preface.CopyTo(Take(Preface.Length));
    }

    public void WriteFrame(byte type, int flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = Take(HeadLength + payload.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = (byte)flags;
        BinaryPrimitives.WriteInt32BigEndian(frame[5..], stream);
        payload.CopyTo(frame[HeadLength..]);
    }

    /// <summary>SETTINGS with the widest window for streams, and the same for the connection.</summary>
    public void WriteWideSettings()
    {
        const byte InitialWindowSize = 4;
        Span<byte> setting = stackalloc byte[6];
        setting.Clear();
        setting[1] = InitialWindowSize;
        BinaryPrimitives.WriteUInt32BigEndian(setting[2..], MaxWindow);
        WriteFrame(Settings, 0, 0, setting);
        WriteCredit(MaxWindow - DefaultWindow);
    }

    /// <summary>A WINDOW_UPDATE of the connection.</summary>
    public void WriteCredit(uint bytes)
    {
        Span<byte> increment = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(increment, bytes);
        WriteFrame(WindowUpdate, 0, 0, increment);
    }

    private Span<byte> Take(int size)
    {
        if (_buffer.Length - _length < size) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        _length += size;
        return _buffer.AsSpan(_length - size, size);
    }
}
