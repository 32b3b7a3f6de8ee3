using System.Buffers.Binary;

namespace Floor;

/// <summary>
/// The server half of HTTP/2 with everything left out that an honest answer does not need: frames are cut, DATA is echoed between canned HEADERS, SETTINGS and PING are acknowledged.
/// Request heads are not decoded, nothing is checked, and the windows of the peer's streams are trusted to be wide enough: true as long as messages are small (below 64 KiB)
/// or the peer opened its windows wide, as h2load does. The window of the connection is minded: it is what many callers on one connection meet.
/// </summary>
internal sealed class FrameEcho
{
    private const int HeadLength = 9;
    private const byte Data = 0, Headers = 1, Settings = 4, Ping = 6, WindowUpdate = 8;
    private const byte EndStream = 0x1, Ack = 0x1, EndHeaders = 0x4;
    private const uint MaxWindow = int.MaxValue;
    private const uint DefaultWindow = 65_535;

    // ":status: 200" is one byte of the static table. The other field enters the peer's dynamic table (RFC 7541 section 6.2.1) with the first answer of a
    // connection and is one byte (section 6.1) from then on. The trailer came later, so it is the first entry and content-type the second.
    private static readonly byte[] FirstHead = [0x88, 0x5f, 16, .. "application/grpc"u8];
    private static ReadOnlySpan<byte> LaterHead => [0x88, 0xbf];
    private static ReadOnlySpan<byte> HeadBeforeTrailers => [0x88, 0xbe];
    private static readonly byte[] FirstTrailers = [0x40, 11, .. "grpc-status"u8, 1, .. "0"u8];
    private static ReadOnlySpan<byte> LaterTrailers => [0xbe];
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    private readonly HashSet<int> _begun = [];
    private readonly Queue<(int Stream, byte[] Payload, bool Last)> _waiting = [];
    private long _window = DefaultWindow;
    private byte[] _output = new byte[64 * 1024];
    private int _length;
    private uint _unacknowledged;
    private bool _prefaceSeen;
    private bool _headSent;
    private bool _trailersSent;

    /// <summary>What is to be sent; empty after <see cref="Sent"/>.</summary>
    public Memory<byte> Output => _output.AsMemory(0, _length);

    public void Sent() => _length = 0;

    /// <summary>Answers all whole frames in <paramref name="input"/> and returns how many bytes they had.</summary>
    public int Receive(ReadOnlySpan<byte> input)
    {
        var used = 0;
        if (!_prefaceSeen)
        {
            if (input.Length < Preface.Length) return 0;
            _prefaceSeen = true;
            used = Preface.Length;
            WriteSettings();
        }

        while (input.Length - used >= HeadLength)
        {
            var head = input.Slice(used, HeadLength);
            var length = (head[0] << 16) | (head[1] << 8) | head[2];
            if (input.Length - used < HeadLength + length) break;
            Answer(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head[5..]), input.Slice(used + HeadLength, length));
            used += HeadLength + length;
        }

        return used;
    }

    private void Answer(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case Data:
                AnswerData(stream, payload, (flags & EndStream) != 0);
                break;
            case Headers when (flags & EndStream) != 0:
                WriteHead(stream);
                WriteTrailers(stream);
                break;
            case Settings when (flags & Ack) == 0:
                WriteFrame(Settings, Ack, 0, []);
                break;
            case Ping when (flags & Ack) == 0:
                WriteFrame(Ping, Ack, 0, payload);
                break;
            case WindowUpdate when stream == 0:
                _window += BinaryPrimitives.ReadUInt32BigEndian(payload);
                while (_waiting.TryPeek(out var next) && next.Payload.Length <= _window)
                {
                    _waiting.Dequeue();
                    Echo(next.Stream, next.Payload, next.Last);
                }

                break;
        }
    }

    private void AnswerData(int stream, ReadOnlySpan<byte> payload, bool last)
    {
        if (_waiting.Count == 0 && payload.Length <= _window) Echo(stream, payload, last);
        else _waiting.Enqueue((stream, payload.ToArray(), last));

        _unacknowledged += (uint)payload.Length;
        if (_unacknowledged > MaxWindow / 2) WriteCredit(_unacknowledged);
    }

    private void Echo(int stream, ReadOnlySpan<byte> payload, bool last)
    {
        // The set is touched only by messages of more than one frame.
        var isBegun = _begun.Count > 0 && _begun.Contains(stream);
        if (!isBegun) WriteHead(stream);
        if (payload.Length > 0) WriteFrame(Data, 0, stream, payload);
        _window -= payload.Length;
        if (last)
        {
            WriteTrailers(stream);
            if (isBegun) _begun.Remove(stream);
        }
        else if (!isBegun)
        {
            _begun.Add(stream);
        }
    }

    private void WriteHead(int stream)
    {
        WriteFrame(Headers, EndHeaders, stream, !_headSent ? FirstHead : _trailersSent ? LaterHead : HeadBeforeTrailers);
        _headSent = true;
    }

    private void WriteTrailers(int stream)
    {
        WriteFrame(Headers, EndHeaders | EndStream, stream, _trailersSent ? LaterTrailers : FirstTrailers);
        _trailersSent = true;
    }

    private void WriteSettings()
    {
        const byte InitialWindowSize = 4;
        Span<byte> setting = stackalloc byte[6];
        setting[1] = InitialWindowSize;
        BinaryPrimitives.WriteUInt32BigEndian(setting[2..], MaxWindow);
        WriteFrame(Settings, 0, 0, setting);
        WriteCredit(MaxWindow - DefaultWindow);
    }

    private void WriteCredit(uint bytes)
    {
        Span<byte> increment = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(increment, bytes);
        WriteFrame(WindowUpdate, 0, 0, increment);
        _unacknowledged = 0;
    }

    private void WriteFrame(byte type, int flags, int stream, ReadOnlySpan<byte> payload)
    {
        var size = HeadLength + payload.Length;
        if (_output.Length - _length < size) Array.Resize(ref _output, Math.Max(_output.Length * 2, _length + size));
        var frame = _output.AsSpan(_length, size);
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = (byte)flags;
        BinaryPrimitives.WriteInt32BigEndian(frame[5..], stream);
        payload.CopyTo(frame[HeadLength..]);
        _length += size;
    }
}
