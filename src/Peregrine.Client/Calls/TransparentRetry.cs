using Peregrine.Connections;
using Peregrine.Http2;

namespace Peregrine.Client.Calls;

/// <summary>
/// Whether a call whose stream has ended may be sent again by itself (gRFC A6, transparent retries): only when the server cannot have processed it. Pure data, a member of the call.
/// </summary>
internal struct TransparentRetry
{
    // Each needs another connection, whose back-off bounds the pace; a server that sends everybody away must not be asked for ever.
    private const int MostMoves = 5;

    private byte _moves;
    private bool _wasRefused;

    /// <summary>Decides, and counts.</summary>
    public bool TryUse(in StreamEnd end)
    {
        if (end.Reset is not { } reset) return false;

        // The connection's last GOAWAY says that the stream was not taken: it goes over another connection.
        if (reset.Violation == Violation.NotProcessedByPeer) return ++_moves <= MostMoves;

        // REFUSED_STREAM says the same (RFC 9113 section 8.7); once, because a server that refuses is likely to have too much to do.
        if (reset is not { Violation: Violation.ResetByPeer, Code: Http2ErrorCode.RefusedStream } || _wasRefused) return false;

        _wasRefused = true;
        return true;
    }
}
