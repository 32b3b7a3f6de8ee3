using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Peregrine.Http2;

namespace Fuzz.Models;

/// <summary>
/// One end of a connection as RFC 9113 reads, frame by frame, with a dictionary of streams that forgets nothing: what must an engine tell its owner for these bytes? It is asked
/// for one verdict at a time, because what the owner does when it is told decides what the next frame means. The owner's own acts are told to <see cref="Acts"/>.
/// Not judged: the abuse budget, and time.
/// </summary>
internal sealed class Judge
{
    private const int HeaderSize = 9;

    private readonly List<byte> _unread = [];
    private readonly Queue<Verdict> _verdicts = new();
    private readonly ControlJudge _control;
    private readonly HeadersJudge _headers;
    private readonly DataJudge _data;
    private bool _isFirst = true;

    public Judge(Http2Role role, Http2ConnectionOptions options)
    {
        State = new(role, options);
        _control = new(State, _verdicts);
        _headers = new(State, _verdicts);
        _data = new(State, _verdicts);
        Acts = new(State);
    }

    public NaiveConnection State { get; }

    /// <summary>What the owner does.</summary>
    public OwnerActs Acts { get; }

    /// <summary>The fields of the last header block.</summary>
    public List<NaiveField> Fields => _headers.Fields;

    /// <summary>The connection is over, or cannot be judged any more.</summary>
    public bool IsOver { get; set; }

    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (!IsOver) _unread.AddRange(bytes);
    }

    /// <summary>What must be told next; null when nothing is left to tell about the bytes so far.</summary>
    public Verdict? Next()
    {
        while (!IsOver)
        {
            if (_verdicts.TryDequeue(out var verdict))
            {
                if (verdict.What == Happening.ConnectionError) IsOver = true;
                return verdict;
            }

            if (State.NextAboveGoAway() is { } left)
            {
                left.Reset(Ending.ResetByPeer);
                return new Verdict(Happening.Reset, left.Id, Http2ErrorCode.RefusedStream, IsByPeer: true);
            }

            if (!TryFrame()) return null;
        }

        return null;
    }

    private bool TryFrame()
    {
        if (_unread.Count < HeaderSize) return false;
        var header = new byte[HeaderSize];
        _unread.CopyTo(0, header, 0, HeaderSize);
        var length = (header[0] << 16) | (header[1] << 8) | header[2];
        var frame = new NaiveFrame(header[3], header[4], BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(5)) & 0x7FFF_FFFF);
        if (_isFirst && (frame.Type != 4 || frame.Has(0x1))) return Fail(Http2ErrorCode.ProtocolError);
        _isFirst = false;
        if (length > State.Options.MaxFrameSize) return Fail(Http2ErrorCode.FrameSizeError);
        if (_unread.Count < HeaderSize + length) return false;
        frame = frame with { Payload = CollectionsMarshal.AsSpan(_unread).Slice(HeaderSize, length).ToArray() };
        _unread.RemoveRange(0, HeaderSize + length);
        Judged(frame);
        return true;
    }

    private void Judged(NaiveFrame frame)
    {
        if (_headers.OpenBlock != 0 && (frame.Type != 9 || frame.Id != _headers.OpenBlock))
        {
            Fail(Http2ErrorCode.ProtocolError);
            return;
        }

        switch (frame.Type)
        {
            case 0:
                _data.Receive(frame);
                break;
            case 1:
                _headers.Receive(frame);
                break;
            case 4 when frame.Has(0x1) && frame.Id == 0 && frame.Payload.Length == 0 && State.IsAckDue:
                State.SettingsAcknowledged();
                _headers.SettingsAcknowledged();
                break;
            case 9:
                _headers.Continue(frame);
                break;
            default:
                _control.Receive(frame);
                break;
        }
    }

    private bool Fail(Http2ErrorCode code)
    {
        _verdicts.Enqueue(new(Happening.ConnectionError, 0, code));
        return true;
    }
}

internal readonly record struct NaiveFrame(byte Type, byte Flags, uint Id)
{
    public byte[] Payload { get; init; } = [];

    public uint Value(int offset = 0) => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(offset));

    public bool Has(byte flag) => (Flags & flag) != 0;
}
