using Peregrine.Http2;

namespace Peregrine.Connections;

/// <summary>Why a connection ended, for the calls that it took with it.</summary>
/// <param name="Cause">What ended it.</param>
/// <param name="Text">One sentence for people: what happened, to whom, and what to do.</param>
/// <param name="Error">The protocol error, when there was one.</param>
/// <param name="Exception">The transport's exception, when there was one.</param>
internal sealed record ConnectionEnd(ConnectionEndCause Cause, string Text, Http2Error? Error = null, Exception? Exception = null);

/// <summary>What ended a connection.</summary>
internal enum ConnectionEndCause
{
    /// <summary>The peer closed it in order.</summary>
    ClosedByPeer,

    /// <summary>The transport failed.</summary>
    TransportFailed,

    /// <summary>The peer broke HTTP/2.</summary>
    ProtocolError,

    /// <summary>This end closed it.</summary>
    ClosedLocally,

    /// <summary>The peer took nothing for too long of what it had asked for.</summary>
    PeerStalled,

    /// <summary>The peer did not answer a PING: it, or the network to it, is gone.</summary>
    KeepAliveTimeout,
}
