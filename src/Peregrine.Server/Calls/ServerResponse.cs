using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>
/// The sending half of a server call: head, then messages, then trailers. A member of the call; all under the connection's lock.
/// <code>
///   nothing sent ──head──► head sent ──trailers──► closed
///        └───────────trailers-only────────────────────┘
/// </code>
/// </summary>
internal struct ServerResponse
{
    private ICompressionProvider? _compression;
    private Metadata? _trailers;

    /// <summary>Whether the head has left; then it cannot change any more.</summary>
    public bool HeadSent { get; private set; }

    /// <summary>How messages are compressed; decided when the head is sent.</summary>
    public readonly ICompressionProvider? Compression => _compression;

    /// <summary>The trailing metadata, made when first asked for.</summary>
    public Metadata Trailers => _trailers ??= [];

    /// <summary>Adds what an exception carried to the trailing metadata.</summary>
    public void AddTrailers(Metadata trailers)
    {
        foreach (var entry in trailers) Trailers.Add(entry);
    }

    /// <summary>Sends the head, once.</summary>
    public void SendHead_NeedsLock(MessageStream stream, ICompressionProvider? compression, HeaderField? encoding, Metadata? metadata)
    {
        if (HeadSent || stream.Stream is not { CanSend: true } http2) return;

        HeadSent = true;
        _compression = compression;
        var engine = stream.Driver.Engine_NeedsLock;
        ResponseHead.Write(engine.BeginHeaders(http2), encoding, null, metadata);
        engine.EndHeaders(endStream: false);
    }

    /// <summary>Sends the status and ends the stream, also the peer's half when that is still open.</summary>
    public readonly void SendTrailers_NeedsLock(MessageStream stream, in Status status, HeaderField? acceptEncoding)
    {
        if (stream.Stream is not { CanSend: true } http2) return;

        var engine = stream.Driver.Engine_NeedsLock;
        var writer = engine.BeginHeaders(http2);
        if (HeadSent) Wire.Trailers.Write(writer, status, _trailers);
        else ResponseHead.WriteTrailersOnly(writer, status, acceptEncoding, _trailers);
        engine.EndHeaders(endStream: true);

        // Nothing that the client still sends is of use (PROTOCOL-HTTP2: the server may end early with NO_ERROR).
        if (http2.CanReceive) engine.Reset(http2, Http2ErrorCode.NoError);
    }
}
