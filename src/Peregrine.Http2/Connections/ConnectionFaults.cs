using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>The end of a connection by an error: written once, told once, then silence.</summary>
internal sealed class ConnectionFaults(FrameSender sender, OpenStreams streams, IHttp2Events events, AbuseBudget budget)
{
    public bool IsBroken { get; private set; }

    /// <summary>The peer broke a rule of the connection.</summary>
    public void Fail(Breach breach, StreamId streamId = default)
    {
        if (IsBroken) return;
        var error = breach.ToError(streamId, Http2Initiator.Library) with { StreamId = StreamId.Connection };
        IsBroken = true;
        sender.GoAway(streams.LastPeerId, error.Code, error.Text);
        sender.FallSilent();
        events.OnConnectionError(error);
    }

    /// <summary>The peer did what only costs this end; too much of it is a fault.</summary>
    public void Charge(AbuseCause cause, int points = 1)
    {
        var breach = budget.Charge(cause, points);
        if (!breach.IsNone) Fail(breach);
    }

    /// <summary>The peer saw a stream through, which speaks for it.</summary>
    public void StreamCompleted() => budget.StreamCompleted();

    /// <summary>The peer is not one of HTTP/2: it is told so in its own language, and in nothing else as far as nothing has left.</summary>
    public void FailHttp1(Breach breach)
    {
        sender.TakeBack();
        sender.Raw(Preface.Http1Answer);
        sender.FallSilent();
        Fail(breach);
    }

    /// <summary>There is nobody to tell.</summary>
    public void Abandon()
    {
        IsBroken = true;
        sender.FallSilent();
    }

    /// <summary>This end gives the connection up.</summary>
    public void Abort(Http2ErrorCode code, string debugText)
    {
        if (IsBroken) return;
        IsBroken = true;
        sender.GoAway(streams.LastPeerId, code, debugText);
        sender.FallSilent();
    }
}
