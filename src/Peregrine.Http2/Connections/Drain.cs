namespace Peregrine.Http2.Connections;

/// <summary>Graceful shutdown, both directions (RFC 9113 section 6.8). Pure data.</summary>
internal sealed class Drain
{
    /// <summary>A GOAWAY was sent, the first of two or the last.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>The last GOAWAY was sent: streams above <see cref="LastAccepted"/> are refused.</summary>
    public bool IsFinal { get; private set; }

    public bool IsAnnouncedByPeer { get; private set; }

    public StreamId LastAccepted { get; private set; } = StreamId.Max;

    public StreamId LastAcceptedByPeer { get; private set; } = StreamId.Max;

    public bool IsUnderWay => IsAnnounced || IsAnnouncedByPeer;

    public void Begin() => IsAnnounced = true;

    public void Finish(StreamId last)
    {
        IsAnnounced = true;
        IsFinal = true;
        LastAccepted = last;
    }

    public Breach Receive(StreamId last)
    {
        if (last > LastAcceptedByPeer) return new(Violation.GoAwayLastStreamIdIncreased, last.Value, LastAcceptedByPeer.Value);
        IsAnnouncedByPeer = true;
        LastAcceptedByPeer = last;
        return default;
    }
}
