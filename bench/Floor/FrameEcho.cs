using System.Buffers.Binary;

namespace Floor;

/// <summary>
/// The server half of HTTP/2 with everything left out that an honest answer does not need: frames are cut, DATA is echoed between canned HEADERS, SETTINGS and PING are acknowledged.
/// Request heads are not decoded, nothing is checked, and the windows of the peer's streams are trusted to be wide enough: true as long as messages are small (below 64 KiB)
/// or the peer opened its windows wide, as h2load does. The window of the connection is minded: it is what many callers on one connection meet.
/// </summary>
internal sealed class FrameEcho
{
    // ":status: 200" is one byte of the static table. The other field enters the peer's dynamic table (RFC 7541 section 6.2.1) with the first answer of a
    // connection and is one byte (section 6.1) from then on. The trailer came later, so it is the first entry and content-type the second.
    private static readonly byte[] FirstHead = [0x88, 0x5f, 16, .. "application/grpc"u8];
    private static ReadOnlySpan<byte> LaterHead => [0x88, 0xbf];
    private static ReadOnlySpan<byte> HeadBeforeTrailers => [0x88, 0xbe];
    private static readonly byte[] FirstTrailers = [0x40, 11, .. "grpc-status"u8, 1, .. "0"u8];
    private static ReadOnlySpan<byte> LaterTrailers => [0xbe];

    private readonly FrameWriter _output = new();
    private readonly HashSet<int> _begun = [];
    private readonly Queue<(int Stream, byte[] Payload, bool Last)> _waiting = [];
    private long _window = FrameWriter.DefaultWindow;
    private uint _unacknowledged;
    private bool _prefaceSeen;
    private bool _headSent;
    private bool _trailersSent;

    /// <summary>What is to be sent; empty after <see cref="Sent"/>.</summary>
    public Memory<byte> Output => _output.Written;

    public void Sent() => _output.Clear();

    /// <summary>Answers all whole frames in <paramref name="input"/> and returns how many bytes they had.</summary>
    public int Receive(ReadOnlySpan<byte> input)
    {
        var rest = input;
        if (!_prefaceSeen)
        {
            if (input.Length < FrameWriter.Preface.Length) return 0;
            _prefaceSeen = true;
            rest = input[FrameWriter.Preface.Length..];
            _output.WriteWideSettings();
        }

        while (Frame.TryCut(ref rest, out var frame)) Answer(frame);
        return input.Length - rest.Length;
    }

    private void Answer(in Frame frame)
    {
        switch (frame.Type)
        {
            case FrameWriter.Data:
                AnswerData(frame.Stream, frame.Payload, frame.Has(FrameWriter.EndStream));
                break;
            case FrameWriter.Headers when frame.Has(FrameWriter.EndStream):
                WriteHead(frame.Stream);
                WriteTrailers(frame.Stream);
                break;
            case FrameWriter.Settings when !frame.Has(FrameWriter.Ack):
                _output.WriteFrame(FrameWriter.Settings, FrameWriter.Ack, 0, []);
                break;
            case FrameWriter.Ping when !frame.Has(FrameWriter.Ack):
                _output.WriteFrame(FrameWriter.Ping, FrameWriter.Ack, 0, frame.Payload);
                break;
            case FrameWriter.WindowUpdate when frame.Stream == 0:
                _window += BinaryPrimitives.ReadUInt32BigEndian(frame.Payload);
                AnswerWaiting();
                break;
        }
    }

    private void AnswerData(int stream, ReadOnlySpan<byte> payload, bool last)
    {
        if (_waiting.Count == 0 && payload.Length <= _window) Echo(stream, payload, last);
        else _waiting.Enqueue((stream, payload.ToArray(), last));

        _unacknowledged += (uint)payload.Length;
        if (_unacknowledged <= FrameWriter.MaxWindow / 2) return;
        _output.WriteCredit(_unacknowledged);
        _unacknowledged = 0;
    }

    private void AnswerWaiting()
    {
        while (_waiting.TryPeek(out var next) && next.Payload.Length <= _window)
        {
            _waiting.Dequeue();
            Echo(next.Stream, next.Payload, next.Last);
        }
    }

    private void Echo(int stream, ReadOnlySpan<byte> payload, bool last)
    {
        // The set is touched only by messages of more than one frame.
        var isBegun = _begun.Count > 0 && _begun.Contains(stream);
        if (!isBegun) WriteHead(stream);
        if (payload.Length > 0) _output.WriteFrame(FrameWriter.Data, 0, stream, payload);
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
        _output.WriteFrame(FrameWriter.Headers, FrameWriter.EndHeaders, stream, !_headSent ? FirstHead : _trailersSent ? LaterHead : HeadBeforeTrailers);
        _headSent = true;
    }

    private void WriteTrailers(int stream)
    {
        _output.WriteFrame(FrameWriter.Headers, FrameWriter.EndHeaders | FrameWriter.EndStream, stream, _trailersSent ? LaterTrailers : FirstTrailers);
        _trailersSent = true;
    }
}
