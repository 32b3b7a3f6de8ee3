using System.Buffers.Binary;
using Fuzz.Models;
using Peregrine.Http2;

namespace Fuzz.Ends;

/// <summary>Reads what an engine writes, as its peer would: are the frames legal in this order, and do they say what the owner wanted?</summary>
internal sealed class WrittenFrames(string name, Http2Role role, NaiveConnection state)
{
    private readonly NaiveHpack _hpack = new(1 << 24, 1 << 16);
    private readonly Dictionary<uint, WrittenStream> _streams = [];
    private readonly List<byte> _block = [];
    private bool _isPrefaceDue = role == Http2Role.Client;
    private bool _isFirst = true;
    private bool _isBlockOpen;
    private uint _lastGoAway = int.MaxValue;
    private int _pongs;
    private bool _isSilent;

    /// <summary>The header blocks that the owner handed in, in order.</summary>
    public Queue<(uint Id, List<NaiveField> Fields)> Blocks { get; } = new();

    /// <summary>The code of the last GOAWAY that must come, when the connection ended by an error.</summary>
    public Http2ErrorCode? LastCode { get; set; }

    /// <summary>Window that was given to the peer: for the connection, and stream by stream.</summary>
    public Dictionary<uint, long> Given { get; } = [];

    public void Read(ReadOnlySpan<byte> bytes, bool isDown)
    {
        if (isDown && bytes.StartsWith("HTTP/1.1"u8)) return;
        if (_isPrefaceDue && !bytes.IsEmpty)
        {
            Check.That(bytes.StartsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8), $"{name} does not start with the preface");
            bytes = bytes[24..];
            _isPrefaceDue = false;
        }

        while (!bytes.IsEmpty)
        {
            if (isDown && bytes.StartsWith("HTTP/1.1"u8)) return;
            var length = (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
            Check.That(length <= state.PeerMaxFrame, $"{name} wrote a frame of {length} bytes");
            var id = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
            Frame(new NaiveFrame(bytes[3], bytes[4], id) { Payload = bytes.Slice(9, length).ToArray() });
            bytes = bytes[(9 + length)..];
        }
    }

    /// <summary>What was written is as much as the judge counted.</summary>
    public void CheckWhole()
    {
        Check.That(!_isBlockOpen && Blocks.Count == 0, $"{name}: {Blocks.Count} header blocks were not written");
        Check.That(_pongs == state.Pings, $"{name}: {state.Pings} PINGs were answered {_pongs} times");
        var window = 65_535 + Given.GetValueOrDefault(0u) - state.FlowReceived;
        Check.That(window == state.Credit.Available, $"{name}: the peer believes in a window of {window}, expected {state.Credit.Available}");
        foreach (var (id, stream) in state.Streams)
        {
            if (stream.Remote == NaiveHalf.Closed || !_streams.TryGetValue(id, out var written)) continue;
            Check.That(!written.IsReset, $"{name}: stream {id} was reset on the wire only");
            window = state.ReceiveInitialWindow + Given.GetValueOrDefault(id) - stream.FlowReceived;
            Check.That(window == stream.Credit.Available, $"{name}: the peer believes in a window of {window} for stream {id}, expected {stream.Credit.Available}");
        }
    }

    private void Frame(NaiveFrame frame)
    {
        if (_isFirst) Check.That(frame.Type == 4 && !frame.Has(0x1), $"{name}: the first frame is {frame.Type}");
        _isFirst = false;
        Check.That(!_isSilent, $"{name}: frame {frame.Type} after the last GOAWAY");
        Check.That(!_isBlockOpen || frame.Type == 9, $"{name}: frame {frame.Type} inside a header block");
        switch (frame.Type)
        {
            case 0:
                Data(frame);
                break;
            case 1 or 9:
                Headers(frame);
                break;
            case 3:
                Reset(frame);
                break;
            case 4 when frame.Has(0x1):
                if (state.PeerTableSizes.TryDequeue(out var size) && size is { } allowed) _hpack.Allow((int)Math.Min(allowed, 1 << 24));
                break;
            case 6 when frame.Has(0x1):
                _pongs++;
                break;
            case 7:
                Check.That(frame.Value() <= _lastGoAway, $"{name}: GOAWAY {frame.Value()} after {_lastGoAway}");
                _lastGoAway = frame.Value();
                _isSilent = LastCode is { } code && frame.Value(4) == (uint)code;
                break;
            case 8:
                Given[frame.Id] = Given.GetValueOrDefault(frame.Id) + frame.Value();
                Check.That(frame.Value() is > 0 and <= int.MaxValue, $"{name}: WINDOW_UPDATE of {frame.Value()}");
                if (frame.Id != 0) Check.That(!Of(frame.Id).IsReset, $"{name}: WINDOW_UPDATE on stream {frame.Id} after RST_STREAM");
                break;
            default:
                Check.That(frame.Type is 4 or 6, $"{name}: frame of type {frame.Type}");
                break;
        }
    }

    private void Headers(NaiveFrame frame)
    {
        var stream = Of(frame.Id);
        if (frame.Type == 1)
        {
            Check.That(!stream.IsEnded && !stream.IsReset, $"{name}: HEADERS on stream {frame.Id} after its end");
            Check.That(!stream.HasHead || frame.Has(0x1), $"{name}: trailers on stream {frame.Id} without END_STREAM");
            stream.HasHead = true;
            stream.IsEnded = frame.Has(0x1);
            _block.Clear();
        }

        _block.AddRange(frame.Payload);
        _isBlockOpen = !frame.Has(0x4);
        if (_isBlockOpen) return;
        Check.That(_hpack.Decode([.. _block]) == BlockVerdict.Fine, $"{name}: the header block of stream {frame.Id} does not decode");
        Check.That(Blocks.TryDequeue(out var block) && block.Id == frame.Id && block.Fields.Count == _hpack.Fields.Count, $"{name}: an unexpected header block on stream {frame.Id}");
        for (var i = 0; i < block.Fields.Count; i++)
            Check.That(block.Fields[i].Name == _hpack.Fields[i].Name && block.Fields[i].Value == _hpack.Fields[i].Value, $"{name}: field {_hpack.Fields[i]} was written, handed in was {block.Fields[i]}");
    }

    private void Data(NaiveFrame frame)
    {
        var stream = Of(frame.Id);
        Check.That(stream.HasHead && !stream.IsEnded && !stream.IsReset, $"{name}: DATA on stream {frame.Id} outside of it");
        foreach (var each in frame.Payload)
        {
            if (each != Owner.Byte(frame.Id, role, stream.Sent++)) throw new PromiseBrokenException($"{name}: a byte of stream {frame.Id} is not what was sent");
        }

        stream.IsEnded = frame.Has(0x1);
    }

    private void Reset(NaiveFrame frame)
    {
        var stream = Of(frame.Id);
        Check.That(!stream.IsReset, $"{name}: stream {frame.Id} is reset twice");
        Check.That(role == Http2Role.Server || stream.HasHead, $"{name}: RST_STREAM on stream {frame.Id}, which was never opened");
        stream.IsReset = true;
    }

    private WrittenStream Of(uint id)
    {
        if (!_streams.TryGetValue(id, out var stream)) _streams.Add(id, stream = new());
        return stream;
    }

    private sealed class WrittenStream
    {
        public bool HasHead { get; set; }

        public bool IsEnded { get; set; }

        public bool IsReset { get; set; }

        public long Sent { get; set; }
    }
}
