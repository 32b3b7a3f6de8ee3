using Peregrine.Http2.Frames;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>The frames without content of a message: one short method per type.</summary>
internal sealed class ControlReceiver(ConnectionParts parts, SettingsSync settings, HeadersReceiver headers)
{
    private const int PatienceMs = 1000;

    /// <summary>The peer's first SETTINGS frame was handled.</summary>
    public bool IsReady { get; private set; }

    public void ReceiveSettings(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = SettingsFrame.Parse(header, payload, out var frame);
        if (violation != Violation.None)
        {
            parts.Faults.Fail(new(violation, header.Length), header.StreamId);
            return;
        }
        if (frame.IsAck)
        {
            if (settings.TryAcknowledge()) headers.SettingsAcknowledged();
            else parts.Faults.Fail(Violation.SettingsAckUnexpected);
            return;
        }
        // Without the parameter there is no limit (RFC 9113 section 6.5.2).
        if (!IsReady) parts.Streams.SetLimit(uint.MaxValue);
        var breach = settings.Apply(frame);
        if (!breach.IsNone)
        {
            parts.Faults.Fail(breach);
            return;
        }
        parts.Sender.SettingsAck();
        var isFirst = !IsReady;
        AfterSettings();
        if (!isFirst) parts.Faults.Charge(AbuseCause.ControlFrame);
    }

    public void ReceivePing(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = PingFrame.Parse(header, payload.Span, out var frame);
        if (violation != Violation.None) parts.Faults.Fail(new(violation, header.Length), header.StreamId);
        else if (!frame.IsAck) AnswerPing(frame);
        else if (frame.Payload != WindowGrowth.Ping || !parts.Credit.TryMeasure(parts.NowMs)) parts.Events.OnPingAcknowledged(frame.Payload);
    }

    public void ReceiveGoAway(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = GoAwayFrame.Parse(header, payload, out var frame);
        var breach = violation == Violation.None ? parts.Drain.Receive(frame.LastStreamId) : new(violation, header.Length);
        if (!breach.IsNone)
        {
            parts.Faults.Fail(breach, header.StreamId);
            return;
        }
        parts.Events.OnGoAway(frame.LastStreamId, frame.Code, frame.DebugData.Span);
        if (parts.Role == Http2Role.Client) GiveUpAbove(frame);
        parts.Faults.Charge(AbuseCause.ControlFrame); // last, because no event may follow the end of the connection
    }

    public void ReceiveWindowUpdate(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = WindowUpdateFrame.Parse(header, payload.Span, out var frame);
        if (violation is Violation.WindowUpdateWrongLength or Violation.WindowUpdateOfZeroOnConnection)
            parts.Faults.Fail(new(violation, header.Length), header.StreamId);
        else if (IsNeedless(frame)) parts.Faults.Charge(AbuseCause.WindowUpdate);
        if (parts.Faults.IsBroken) return;
        if (header.StreamId.IsConnection) AddCredit(frame.Increment);
        else if (parts.Streams.Find(header.StreamId) is { } stream) AddCredit(stream, frame.Increment, violation);
        else if (parts.Streams.IsIdle(header.StreamId)) parts.Faults.Fail(Violation.WindowUpdateOnIdleStream, header.StreamId);
    }

    public void ReceiveRstStream(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = RstStreamFrame.Parse(header, payload.Span, out var frame);
        if (violation != Violation.None)
        {
            parts.Faults.Fail(new(violation, header.Length), header.StreamId);
            return;
        }
        if (parts.Streams.Find(frame.StreamId) is { } stream)
        {
            if (stream.IsClosed)
            {
                parts.Faults.Charge(AbuseCause.ControlFrame);
                return;
            }
            var isRapid = IsRapidReset(stream, frame.Code);
            parts.Lifecycle.EndByPeer(stream, new(Violation.ResetByPeer, What: Name(frame.Code)), frame.Code);
            if (isRapid) parts.Faults.Charge(AbuseCause.Reset);
        }
        else if (parts.Streams.IsIdle(frame.StreamId))
        {
            parts.Faults.Fail(Violation.RstStreamOnIdleStream, frame.StreamId);
        }
        else
        {
            parts.Faults.Charge(AbuseCause.ControlFrame); // both ends may end a stream at the same time, but not again and again
        }
    }

    public void ReceivePriority(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = PriorityFrame.Parse(header, payload.Span, out _);
        parts.Faults.Charge(AbuseCause.ControlFrame);
        if (violation == Violation.None || parts.Faults.IsBroken) return;
        var breach = new Breach(violation, header.Length);
        if (breach.IsOfConnection) parts.Faults.Fail(breach);
        else if (parts.Streams.Find(header.StreamId) is { } stream) parts.Lifecycle.Fail(stream, breach);
        else if (parts.Streams.IsIdle(header.StreamId)) parts.Faults.Fail(breach, header.StreamId); // an idle stream cannot be reset (RFC 9113 section 6.4)
    }

    private void AnswerPing(PingFrame frame)
    {
        parts.Sender.PingAck(frame.Payload);
        parts.Events.OnPing(frame.Payload);
        parts.Faults.Charge(AbuseCause.ControlFrame);
    }

    // A client that cancels what runs for a while, or what was answered, is honest; one that cancels at once may be after the work it causes.
    private bool IsRapidReset(Http2Stream stream, Http2ErrorCode code) =>
        parts.Role == Http2Role.Server && stream.State.Local == StreamHalf.Idle && code != Http2ErrorCode.NoError
        && !(code == Http2ErrorCode.Cancel && parts.NowMs - stream.OpenedMs > PatienceMs);

    private static string Name(Http2ErrorCode code) => Http2ErrorCodes.Name(code);

    private static bool IsNeedless(WindowUpdateFrame frame) => frame.Increment is > 0 and < AbuseBudget.SmallIncrement;

    private void AfterSettings()
    {
        if (!IsReady)
        {
            IsReady = true;
            parts.Events.OnReady();
        }
        parts.Lifecycle.OfferSlots();
        parts.SendQueue.Serve();
    }

    private void GiveUpAbove(in GoAwayFrame frame)
    {
        var breach = new Breach(Violation.NotProcessedByPeer, 0, frame.LastStreamId.Value, Name(frame.Code));
        foreach (var stream in parts.Streams.Snapshot())
        {
            if (stream.Id > frame.LastStreamId && !stream.IsClosed) parts.Lifecycle.EndByPeer(stream, breach, Http2ErrorCode.RefusedStream);
        }
    }

    private void AddCredit(int increment)
    {
        if (parts.SendQueue.TryAddCredit(increment)) parts.SendQueue.Serve();
        else parts.Faults.Fail(new(Violation.ConnectionSendWindowOverflow, increment));
    }

    private void AddCredit(Http2Stream stream, int increment, Violation violation)
    {
        if (stream.IsClosed) return; // section 5.1: normal for a short time
        var breach = violation == Violation.None && !stream.SendWindow.TryChange(increment) ? Violation.StreamSendWindowOverflow : violation;
        if (breach != Violation.None)
        {
            parts.Lifecycle.Fail(stream, new(breach, increment));
            return;
        }
        parts.SendQueue.WindowGrew(stream);
        parts.SendQueue.Serve();
    }
}
