using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>How streams end: what goes to the peer, what the owner is told, what happens to the slot and to the credit.</summary>
internal sealed class StreamLifecycle(
    Http2Role role, OpenStreams streams, FrameSender sender, ReceiveCredit credit, IHttp2Events events, ConnectionFaults faults)
{
    private const int ProvokedResetPoints = 2;

    /// <summary>Whether streams over the limit are charged: not before the peer can know the limit.</summary>
    public bool IsLimitKnown { get; set; }

    /// <summary>The peer broke a rule of the stream. On a stream that is closed already only the peer is told.</summary>
    public void Fail(Http2Stream stream, Breach breach)
    {
        if (stream.State.End == StreamEnd.ResetByUs) return;
        sender.Reset(stream.Id, breach.Consequence.Code, isReply: true);
        var error = breach.ToError(stream.Id, Http2Initiator.Library);
        if (stream.IsClosed)
        {
            stream.State.Reset(StreamEnd.ResetByUs); // what is still under way is ignored
            events.OnStreamRefused(error);
        }
        else
        {
            stream.State.Reset(StreamEnd.ResetByUs);
            events.OnReset(stream, error);
            Settle(stream);
        }
        faults.Charge(AbuseCause.ProvokedReset, ProvokedResetPoints);
    }

    /// <summary>A frame for a stream that does not exist (any more) broke a rule.</summary>
    public void Refuse(StreamId id, Breach breach)
    {
        sender.Reset(id, breach.Consequence.Code, isReply: true);
        streams.Refuse(id);
        events.OnStreamRefused(breach.ToError(id, Http2Initiator.Library));
        if (breach.Consequence.Code != Http2ErrorCode.RefusedStream) faults.Charge(AbuseCause.ProvokedReset, ProvokedResetPoints);
        else if (IsLimitKnown) faults.Charge(AbuseCause.RefusedStream);
    }

    /// <summary>The peer ended the stream. When it had sent everything and says NO_ERROR, it only wants nothing more from this end (RFC 9113 section 8.1).</summary>
    public void EndByPeer(Http2Stream stream, Breach breach, Http2ErrorCode code)
    {
        var isQuiet = code == Http2ErrorCode.NoError && !stream.CanReceive;
        stream.State.Reset(StreamEnd.ResetByPeer);
        if (!isQuiet) events.OnReset(stream, breach.ToError(stream.Id, Http2Initiator.Peer) with { Code = code });
        Settle(stream);
    }

    /// <summary>The owner ends the stream. A stream whose head was never sent does not exist for the peer.</summary>
    public void Reset(Http2Stream stream, Http2ErrorCode code)
    {
        if (stream.IsClosed)
        {
            credit.GiveUp(stream);
            return;
        }
        if (role == Http2Role.Server || stream.State.Local != StreamHalf.Idle) sender.Reset(stream.Id, code, isReply: false);
        stream.State.Reset(StreamEnd.ResetByUs);
        Settle(stream);
    }

    /// <summary>The owner has let go.</summary>
    public void Release(Http2Stream stream)
    {
        stream.IsReleased = true;
        Settle(stream);
    }

    /// <summary>Frees what a closed stream held. To be called after every change of state; always the last thing an operation does, because it may call the owner.</summary>
    public void Settle(Http2Stream stream)
    {
        if (!stream.IsClosed || stream.IsRetired) return;
        SendQueue.Forget(stream);
        if (stream.IsReleased || stream.State.End != StreamEnd.Completed) credit.GiveUp(stream);
        if (role == Http2Role.Server && !stream.IsReleased) return;
        var slotFreed = streams.Remove(stream);
        if (slotFreed && stream.State.End == StreamEnd.Completed) faults.StreamCompleted();
        if (stream.IsReleased) streams.Pool.Retire(stream);
        if (slotFreed) OfferSlots();
    }

    /// <summary>Tells a waiting owner that streams can be opened.</summary>
    public void OfferSlots()
    {
        if (!streams.IsSlotWanted || !streams.HasFreeSlot || faults.IsBroken) return;
        streams.IsSlotWanted = false;
        events.OnStreamSlotsAvailable();
    }
}
