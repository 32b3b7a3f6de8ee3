using Peregrine.Http2.Frames;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>DATA: counted against both windows, held against content-length, delivered.</summary>
internal sealed class DataReceiver(ConnectionParts parts)
{
    public void Receive(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = DataFrame.Parse(header, payload, out var frame);
        var breach = violation == Violation.None ? parts.Credit.Take(frame.FlowLength, parts.NowMs) : new(violation, header.Length);
        if (!breach.IsNone)
        {
            parts.Faults.Fail(breach, header.StreamId);
            return;
        }
        if (parts.Streams.Find(frame.StreamId) is { } stream) OnKnownStream(stream, frame);
        else if (parts.Streams.IsIdle(frame.StreamId)) parts.Faults.Fail(Violation.DataOnIdleStream, frame.StreamId);
        else OnClosedStream(frame);
    }

    private void OnKnownStream(Http2Stream stream, in DataFrame frame)
    {
        var breach = stream.CanReceive ? CheckOpen(stream, frame) : default;
        if (breach.IsNone) breach = stream.State.ReceiveData(frame.EndStream, stream.HeadReceived);
        if (!breach.IsNone)
        {
            parts.Credit.Return(frame.FlowLength);
            parts.Lifecycle.Fail(stream, breach);
            return;
        }
        var padding = frame.FlowLength - frame.Data.Length;
        stream.Unconsumed += frame.Data.Length;
        if (padding > 0) parts.Credit.ReturnPadding(stream, padding);
        if (frame.Data.IsEmpty && !frame.EndStream)
        {
            parts.Faults.Charge(AbuseCause.EmptyFrame);
            return;
        }
        parts.Events.OnData(stream, frame.Data, frame.EndStream);
        parts.Lifecycle.Settle(stream);
    }

    private static Breach CheckOpen(Http2Stream stream, in DataFrame frame)
    {
        if (!stream.ReceiveWindow.TryTake(frame.FlowLength))
            return new(Violation.StreamReceiveWindowExceeded, frame.FlowLength, stream.ReceiveWindow.Available);
        return stream.ContentLength.Receive(frame.Data.Length, frame.EndStream);
    }

    // The connection's credit comes back whatever the stream was; what else happens depends on how it ended (RFC 9113 section 5.1).
    private void OnClosedStream(in DataFrame frame)
    {
        parts.Credit.Return(frame.FlowLength);
        switch (parts.Streams.HowEnded(frame.StreamId))
        {
            case StreamEnd.ResetByPeer:
                parts.Lifecycle.Refuse(frame.StreamId, Violation.DataAfterReset);
                break;
            case StreamEnd.Completed:
                parts.Lifecycle.Refuse(frame.StreamId, Violation.DataAfterEndStream);
                break;
        }
    }
}
