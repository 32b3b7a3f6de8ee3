using Peregrine.Http2.Frames;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>Cuts the input into preface and frames and sends each frame to its receiver.</summary>
internal sealed class FrameReceiver
{
    private const int EnoughToClassify = 5;

    private readonly ConnectionParts _parts;
    private readonly SettingsSync _settings;
    private readonly HeadersReceiver _headers;
    private readonly DataReceiver _data;
    private readonly ControlReceiver _control;
    private bool _isPrefaceDue;
    private bool _isFirstFrameDue = true;
    private long _startedMs;
    private long? _partSinceMs;

    public FrameReceiver(ConnectionParts parts, SettingsSync settings)
    {
        _parts = parts;
        _settings = settings;
        _headers = new(parts, settings);
        _data = new(parts);
        _control = new(parts, settings, _headers);
        _isPrefaceDue = parts.Role == Http2Role.Server;
    }

    /// <summary>Whether the client's preface has not arrived yet.</summary>
    public bool IsPrefaceDue => _isPrefaceDue;

    public void Start() => _startedMs = _parts.NowMs;

    /// <summary>Handles whole frames; returns the bytes used.</summary>
    public int Receive(ReadOnlyMemory<byte> input)
    {
        var span = input.Span;
        var used = 0;
        if (_isFirstFrameDue && !TryBegin(span, ref used)) return used;
        var maxLength = _parts.Options.MaxFrameSize;
        while (span.Length - used >= FrameHeader.Size && !_parts.Faults.IsBroken)
        {
            var header = FrameHeader.Read(span[used..]);
            if (header.Length > maxLength)
            {
                _parts.Faults.Fail(new(Violation.FrameTooLarge, header.Length, maxLength), header.StreamId);
                break;
            }
            if (span.Length - used - FrameHeader.Size < header.Length) break;
            Dispatch(header, input.Slice(used + FrameHeader.Size, header.Length));
            used += FrameHeader.Size + header.Length;
        }
        NotePart(span[used..], isNew: used > 0);
        return used;
    }

    /// <summary>Gives back memory that only speeds up the next block.</summary>
    public void Trim() => _headers.Trim();

    /// <summary>Checks what is overdue.</summary>
    public void Tick()
    {
        var breach = CheckPreface();
        if (breach.IsNone) breach = _settings.CheckTime();
        if (breach.IsNone) breach = _headers.CheckTime();
        if (breach.IsNone) breach = CheckPart();
        if (!breach.IsNone) _parts.Faults.Fail(breach);
    }

    private Breach CheckPreface()
    {
        var waited = _parts.NowMs - _startedMs;
        var limit = (long)_parts.Options.PrefaceTimeout.TotalMilliseconds;
        return !_control.IsReady && waited > limit ? new(Violation.PrefaceTimeout, waited, limit) : default;
    }

    // DATA may come slowly; it has windows and back-pressure. All other frames are small.
    private void NotePart(ReadOnlySpan<byte> rest, bool isNew)
    {
        var isTimed = !rest.IsEmpty && (rest.Length < FrameHeader.Size || FrameHeader.Read(rest).Type != FrameType.Data);
        if (!isTimed) _partSinceMs = null;
        else if (isNew || _partSinceMs is null) _partSinceMs = _parts.NowMs;
    }

    private Breach CheckPart()
    {
        if (_partSinceMs is not { } since) return default;
        var waited = _parts.NowMs - since;
        var limit = (long)_parts.Options.HeaderBlockTimeout.TotalMilliseconds;
        return waited > limit ? new(Violation.HeaderBlockTimeout, waited, limit) : default;
    }

    // The preface, and a look at the very first frame before anything believes its length.
    private bool TryBegin(ReadOnlySpan<byte> input, ref int used)
    {
        if (_isPrefaceDue)
        {
            var breach = Preface.ReadClient(input, out used);
            if (!breach.IsNone) FailPreface(breach);
            if (used == 0) return false;
            _isPrefaceDue = false;
        }
        var first = input[used..];
        if (_parts.Role == Http2Role.Client && first.Length >= EnoughToClassify)
        {
            var breach = Preface.CheckServer(first);
            if (!breach.IsNone)
            {
                _parts.Faults.Fail(breach);
                return false;
            }
        }
        if (first.Length < FrameHeader.Size) return false;
        _isFirstFrameDue = false;
        var header = FrameHeader.Read(first);
        if (header is { Type: FrameType.Settings, IsAck: false }) return true;
        _parts.Faults.Fail(new(Violation.FirstFrameNotSettings, What: Breach.Excerpt(first[..FrameHeader.Size])));
        return false;
    }

    private void FailPreface(Breach breach)
    {
        if (breach.Violation == Violation.Http1InsteadOfHttp2) _parts.Faults.FailHttp1(breach);
        else _parts.Faults.Fail(breach);
    }

    private void Dispatch(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var openBlock = _headers.OpenBlock;
        if (!openBlock.IsConnection && (header.Type != FrameType.Continuation || header.StreamId != openBlock))
        {
            _parts.Faults.Fail(new(Violation.ContinuationExpected, 0, openBlock.Value, $"a frame of type {header.Type}"), header.StreamId);
            return;
        }
        switch (header.Type)
        {
            case FrameType.Data:
                _data.Receive(header, payload);
                break;
            case FrameType.Headers:
                _headers.Receive(header, payload);
                break;
            case FrameType.WindowUpdate:
                _control.ReceiveWindowUpdate(header, payload);
                break;
            case FrameType.RstStream:
                _control.ReceiveRstStream(header, payload);
                break;
            case FrameType.Settings:
                _control.ReceiveSettings(header, payload);
                break;
            case FrameType.Ping:
                _control.ReceivePing(header, payload);
                break;
            case FrameType.Continuation:
                _headers.ReceiveContinuation(header, payload);
                break;
            case FrameType.GoAway:
                _control.ReceiveGoAway(header, payload);
                break;
            case FrameType.Priority:
                _control.ReceivePriority(header, payload);
                break;
            case FrameType.PushPromise:
                _parts.Faults.Fail(Violation.PushPromiseNotAllowed, header.StreamId);
                break;
            default:
                _parts.Faults.Charge(AbuseCause.EmptyFrame); // section 4.1: unknown types are ignored
                break;
        }
    }
}
