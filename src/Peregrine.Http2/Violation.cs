namespace Peregrine.Http2;

/// <summary>Every way a peer can misbehave or end things early, one member each.</summary>
public enum Violation
{
    /// <summary>No violation.</summary>
    None,

    /// <summary>Not a broken rule: the peer sent RST_STREAM.</summary>
    ResetByPeer,

    /// <summary>Not a broken rule: the peer's GOAWAY says that it never processed this stream; a retry is safe (RFC 9113 section 6.8).</summary>
    NotProcessedByPeer,
}
