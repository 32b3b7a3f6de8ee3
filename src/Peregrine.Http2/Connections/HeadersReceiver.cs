using Peregrine.Http2.Frames;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>HEADERS and CONTINUATION: blocks are decoded whatever stream they are for, to keep the table in step, then become events.</summary>
internal sealed class HeadersReceiver(ConnectionParts parts, SettingsSync settings)
{
    private readonly HpackDecoder _decoder = new(new(parts.Options.MaxHeaderListSize, parts.Options.MaxHeaderFields), parts.KnownPaths);
    private readonly HeaderBlockBuilder _builder = new(parts.Options.MaxHeaderBlockSize, parts.Options.MaxContinuations);
    private readonly HeaderList _headers = new();

    /// <summary>The stream whose header block is unfinished, or 0.</summary>
    public StreamId OpenBlock => _builder.StreamId;

    /// <summary>Our SETTINGS are in force.</summary>
    public void SettingsAcknowledged()
    {
        _decoder.AllowCapacity(parts.Options.HeaderTableSize);
        parts.Lifecycle.IsLimitKnown = true;
    }

    /// <summary>Gives back the memory of the last block.</summary>
    public void Trim() => _headers.Trim();

    /// <summary>Whether the rest of a header block is overdue.</summary>
    public Breach CheckTime()
    {
        var waited = parts.NowMs - _builder.StartedMs;
        var limit = (long)parts.Options.HeaderBlockTimeout.TotalMilliseconds;
        return _builder.IsOpen && waited > limit ? new(Violation.HeaderBlockTimeout, waited, limit) : default;
    }

    public void Receive(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        var violation = HeadersFrame.Parse(header, payload, out var frame);
        var flaw = violation == Violation.None ? default : new Breach(violation, header.Length);
        if (!flaw.IsNone && flaw.IsOfConnection)
        {
            parts.Faults.Fail(flaw, header.StreamId);
            return;
        }
        if (frame.EndHeaders && frame.Fragment.Length <= parts.Options.MaxHeaderBlockSize)
        {
            OnBlock(frame.StreamId, frame.Fragment.Span, frame.EndStream, flaw);
            return;
        }
        var breach = _builder.Begin(frame.StreamId, frame.Fragment.Span, frame.EndStream, flaw, parts.NowMs);
        if (!breach.IsNone) parts.Faults.Fail(breach, frame.StreamId);
    }

    public void ReceiveContinuation(FrameHeader header, ReadOnlyMemory<byte> payload)
    {
        if (!_builder.IsOpen)
        {
            parts.Faults.Fail(Violation.ContinuationUnexpected, header.StreamId);
            return;
        }
        var frame = ContinuationFrame.Parse(header, payload);
        if (frame.Fragment.IsEmpty) parts.Faults.Charge(AbuseCause.EmptyFrame);
        if (parts.Faults.IsBroken) return;
        var breach = _builder.Continue(frame.Fragment.Span);
        if (!breach.IsNone)
        {
            parts.Faults.Fail(breach, frame.StreamId);
            return;
        }
        if (!frame.EndHeaders) return;
        var streamId = _builder.StreamId;
        OnBlock(streamId, _builder.Block, _builder.EndStream, _builder.Flaw);
        _builder.Finish();
    }

    private void OnBlock(StreamId id, ReadOnlySpan<byte> block, bool endStream, Breach flaw)
    {
        var breach = _decoder.Decode(block, _headers);
        if (!breach.IsNone && breach.IsOfConnection)
        {
            parts.Faults.Fail(breach, id);
            return;
        }
        if (!flaw.IsNone) breach = flaw;
        if (parts.Streams.Find(id) is { } stream) OnKnownStream(stream, endStream, breach);
        else if (parts.Role == Http2Role.Server) OnNewStream(id, endStream, breach);
        else if (parts.Streams.IsIdle(id)) parts.Faults.Fail(Violation.HeadersOnIdleStream, id);
        else OnClosedStream(id);
    }

    private void OnKnownStream(Http2Stream stream, bool endStream, Breach breach)
    {
        if (stream.State.End == StreamEnd.ResetByUs) return;
        var isInformational = false;
        if (breach.IsNone && stream.CanReceive) breach = CheckMessage(stream, endStream, out isInformational);
        if (breach.IsNone) breach = stream.State.ReceiveHeaders(endStream, stream.HeadReceived);
        if (!breach.IsNone)
        {
            parts.Lifecycle.Fail(stream, breach);
            return;
        }
        if (isInformational)
        {
            parts.Faults.Charge(AbuseCause.EmptyFrame);
            return;
        }
        parts.Events.OnHeaders(stream, _headers, endStream);
        stream.HeadReceived = true;
        parts.Lifecycle.Settle(stream);
    }

    private Breach CheckMessage(Http2Stream stream, bool endStream, out bool isInformational)
    {
        isInformational = false;
        if (stream.HeadReceived)
        {
            var breach = MessageRules.CheckTrailers(_headers, parts.Options.AllowSurroundingSpace);
            return breach.IsNone && endStream ? stream.ContentLength.Receive(0, endStream: true) : breach;
        }
        var head = MessageRules.CheckResponse(_headers, parts.Options.AllowSurroundingSpace, ref stream.ContentLength, out isInformational);
        if (!head.IsNone) return head;
        if (isInformational && endStream) return Violation.InformationalWithEndStream;
        // A response without content may announce the length it would have had: HEAD, 304 (RFC 9110 section 8.6).
        if (endStream || isInformational) stream.ContentLength.Ignore();
        return default;
    }

    private void OnNewStream(StreamId id, bool endStream, Breach breach)
    {
        if (!id.IsClientInitiated)
        {
            parts.Faults.Fail(Violation.StreamIdOfWrongParity, id);
            return;
        }
        if (id <= parts.Streams.LastPeerId)
        {
            OnClosedStream(id);
            return;
        }
        parts.Streams.Accept(id);
        var stream = parts.Streams.Pool.Rent(id, settings.PeerInitialWindow, settings.ReceiveWindow, parts.NowMs);
        if (breach.IsNone) breach = CheckAdmission();
        if (breach.IsNone) breach = MessageRules.CheckRequest(_headers, parts.Options.AllowSurroundingSpace, ref stream.ContentLength);
        if (breach.IsNone && endStream) breach = stream.ContentLength.Receive(0, endStream: true);
        if (!breach.IsNone)
        {
            parts.Lifecycle.Refuse(id, breach);
            return;
        }
        stream.State.ReceiveHeaders(endStream, isFinalHeadBefore: false);
        parts.Streams.Add(stream);
        parts.Budget.StreamOpened();
        parts.Events.OnHeaders(stream, _headers, endStream);
        stream.HeadReceived = true;
        parts.Lifecycle.Settle(stream);
    }

    private Breach CheckAdmission()
    {
        if (parts.Drain.IsFinal) return new(Violation.StreamAfterGoAway, 0, parts.Drain.LastAccepted.Value);
        return parts.Streams.Count >= parts.Options.MaxConcurrentStreams
            ? new(Violation.TooManyStreams, parts.Streams.Count, parts.Options.MaxConcurrentStreams)
            : default;
    }

    // Late frames after our own reset are normal, and old streams are forgotten (RFC 9113 section 5.1).
    private void OnClosedStream(StreamId id)
    {
        switch (parts.Streams.HowEnded(id))
        {
            case StreamEnd.ResetByPeer:
                parts.Lifecycle.Refuse(id, Violation.HeadersAfterReset);
                break;
            case StreamEnd.Completed when parts.Role == Http2Role.Server:
                parts.Faults.Fail(Violation.HeadersOnClosedStream, id); // no client may use an identifier twice
                break;
            case StreamEnd.Completed:
                parts.Lifecycle.Refuse(id, Violation.HeadersAfterEndStream);
                break;
            case StreamEnd.None when parts.Streams.WasSkipped(id):
                parts.Faults.Fail(new(Violation.StreamIdNotIncreasing, id.Value, parts.Streams.LastPeerId.Value), id);
                break;
        }
    }
}
