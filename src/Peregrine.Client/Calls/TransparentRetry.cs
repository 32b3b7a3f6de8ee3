using Peregrine.Connections;
using Peregrine.Http2;

namespace Peregrine.Client.Calls;

/// <summary>
/// Whether a call whose stream has ended may be sent again by itself (gRFC A6, transparent retries): only when the server cannot have processed it. What was used up is a byte of the call:
/// a struct of its own would make every call larger.
/// </summary>
internal static class TransparentRetry
{
    // Each needs another connection, whose back-off bounds the pace; a server that sends everybody away must not be asked for ever.
    private const int MostMoves = 5;
    private const byte WasRefused = 0x80;

    /// <summary>Decides, and counts.</summary>
    /// <param name="used">What the call has used up; 0 at first.</param>
    /// <param name="end">How its stream ended.</param>
    public static bool TryUse(ref byte used, in StreamEnd end)
    {
        if (end.Reset is not { } reset) return false;

        // The connection's last GOAWAY says that the stream was not taken: it goes over another connection.
        if (reset.Violation == Violation.NotProcessedByPeer) return (++used & ~WasRefused) <= MostMoves;

        // REFUSED_STREAM says the same (RFC 9113 section 8.7); once, because a server that refuses is likely to have too much to do.
        if (reset is not { Violation: Violation.ResetByPeer, Code: Http2ErrorCode.RefusedStream } || (used & WasRefused) != 0) return false;

        used |= WasRefused;
        return true;
    }
}
