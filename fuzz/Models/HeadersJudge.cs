using Peregrine.Http2;

namespace Fuzz.Models;

/// <summary>HEADERS and CONTINUATION (RFC 9113 sections 6.2, 6.10, 8).</summary>
internal sealed class HeadersJudge(NaiveConnection state, Queue<Verdict> verdicts)
{
    private readonly NaiveHpack _hpack = new(state.Options.MaxHeaderListSize, state.Options.MaxHeaderFields);
    private readonly List<byte> _block = [];
    private bool _isEnd;
    private bool _isFlawed;
    private int _continuations;

    public uint OpenBlock { get; private set; }

    public List<NaiveField> Fields => _hpack.Fields;

    private bool AllowSpace => state.Options.AllowSurroundingSpace;

    public void SettingsAcknowledged() => _hpack.Allow(state.Options.HeaderTableSize);

    public void Receive(NaiveFrame frame)
    {
        ReadOnlySpan<byte> fragment = frame.Payload;
        if (frame.Id == 0)
        {
            Fail(Http2ErrorCode.ProtocolError);
            return;
        }

        if (frame.Has(0x8))
        {
            if (fragment.IsEmpty || fragment[0] >= fragment.Length)
            {
                Fail(fragment.IsEmpty ? Http2ErrorCode.FrameSizeError : Http2ErrorCode.ProtocolError);
                return;
            }

            fragment = fragment[1..^fragment[0]];
        }

        _isFlawed = false;
        if (frame.Has(0x20))
        {
            if (fragment.Length < 5)
            {
                Fail(Http2ErrorCode.FrameSizeError);
                return;
            }

            _isFlawed = (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(fragment) & 0x7FFF_FFFF) == frame.Id;
            fragment = fragment[5..];
        }

        _block.Clear();
        _continuations = 0;
        _isEnd = frame.Has(0x1);
        OpenBlock = frame.Id;
        Append(fragment, frame.Has(0x4));
    }

    public void Continue(NaiveFrame frame)
    {
        if (OpenBlock == 0) Fail(Http2ErrorCode.ProtocolError);
        else if (++_continuations > state.Options.MaxContinuations) Fail(Http2ErrorCode.EnhanceYourCalm);
        else Append(frame.Payload, frame.Has(0x4));
    }

    private void Append(ReadOnlySpan<byte> fragment, bool isLast)
    {
        _block.AddRange(fragment);
        if (_block.Count > state.Options.MaxHeaderBlockSize)
        {
            Fail(Http2ErrorCode.EnhanceYourCalm);
        }
        else if (isLast)
        {
            var id = OpenBlock;
            OpenBlock = 0;
            Block(id);
        }
    }

    private void Block(uint id)
    {
        var verdict = _hpack.Decode([.. _block]);
        if (verdict is BlockVerdict.Broken or BlockVerdict.FarOverLimit)
        {
            var isBroken = verdict == BlockVerdict.Broken;
            verdicts.Enqueue(new(Happening.ConnectionError, 0, isBroken ? Http2ErrorCode.CompressionError : Http2ErrorCode.EnhanceYourCalm) { Or = isBroken ? Http2ErrorCode.EnhanceYourCalm : null });
            return;
        }

        Http2ErrorCode? wrong = _isFlawed ? Http2ErrorCode.ProtocolError : verdict == BlockVerdict.OverLimit ? Http2ErrorCode.EnhanceYourCalm : null;
        if (state.Find(id) is { } stream) OnStream(stream, wrong);
        else if (state.Role == Http2Role.Server) OnNew(id, wrong);
        else if (state.IsIdle(id)) Fail(Http2ErrorCode.ProtocolError);
        else if (state.HowEnded(id) is Ending.Completed or Ending.ResetByPeer) Refuse(id, Http2ErrorCode.StreamClosed);
    }

    private void OnStream(NaiveStream stream, Http2ErrorCode? wrong)
    {
        if (stream.Ending == Ending.ResetHere) return;
        var isInformational = false;
        if (wrong is null && stream.Remote == NaiveHalf.Closed) wrong = Http2ErrorCode.StreamClosed;
        if (wrong is null && !(stream.HasHead ? AreTrailers(stream) : IsResponse(stream, out isInformational))) wrong = Http2ErrorCode.ProtocolError;
        if (wrong is { } code)
        {
            StreamErrors.Add(verdicts, stream, code);
            return;
        }

        if (stream.Remote == NaiveHalf.Idle) stream.Remote = NaiveHalf.Open;
        if (isInformational) return;
        stream.HasHead = true;
        if (_isEnd) stream.CloseRemote();
        verdicts.Enqueue(new(Happening.Headers, stream.Id, IsEnd: _isEnd));
    }

    private bool AreTrailers(NaiveStream stream) => _isEnd && NaiveMessage.AreTrailers(Fields, AllowSpace) && stream.Received >= (stream.Announced ?? 0);

    private bool IsResponse(NaiveStream stream, out bool isInformational)
    {
        if (!NaiveMessage.IsResponse(Fields, AllowSpace, out var length, out isInformational)) return false;
        if (isInformational) return !_isEnd;
        stream.Announced = _isEnd ? null : length;
        return true;
    }

    private void OnNew(uint id, Http2ErrorCode? wrong)
    {
        if (id % 2 == 0)
        {
            Fail(Http2ErrorCode.ProtocolError);
            return;
        }

        if (id <= state.LastPeerId)
        {
            OnClosed(id);
            return;
        }

        state.LastPeerId = id;
        if (wrong is null && (state.IsDrained || state.ActiveStreams >= state.Options.MaxConcurrentStreams)) wrong = Http2ErrorCode.RefusedStream;
        long? length = null;
        if (wrong is null && (!NaiveMessage.IsRequest(Fields, AllowSpace, out length) || (_isEnd && length > 0))) wrong = Http2ErrorCode.ProtocolError;
        if (wrong is { } code)
        {
            Refuse(id, code);
            return;
        }

        var stream = state.Open(id);
        stream.HasHead = true;
        stream.Announced = length;
        stream.Remote = NaiveHalf.Open;
        if (_isEnd) stream.CloseRemote();
        verdicts.Enqueue(new(Happening.Headers, id, IsEnd: _isEnd));
    }

    private void OnClosed(uint id)
    {
        switch (state.HowEnded(id))
        {
            case Ending.ResetByPeer:
                Refuse(id, Http2ErrorCode.StreamClosed);
                break;
            case Ending.Completed:
                Fail(Http2ErrorCode.StreamClosed);
                break;
            case Ending.None:
                Fail(Http2ErrorCode.ProtocolError);
                break;
        }
    }

    private void Refuse(uint id, Http2ErrorCode code)
    {
        state.Refused[id] = Ending.ResetHere;
        verdicts.Enqueue(new(Happening.Refused, id, code));
    }

    private void Fail(Http2ErrorCode code) => verdicts.Enqueue(new(Happening.ConnectionError, 0, code));
}
