using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>The end of a connection by an error: written once, told once, then silence.</summary>
internal sealed class ConnectionFaults(FrameSender sender, OpenStreams streams, IHttp2Events events)
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

    /// <summary>The peer is not one of HTTP/2: it is told so in its own language.</summary>
    public void FailHttp1(Breach breach)
    {
        sender.Raw(Preface.Http1Answer);
        sender.FallSilent();
        Fail(breach);
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
