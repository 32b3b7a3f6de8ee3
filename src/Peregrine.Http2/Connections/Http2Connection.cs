using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>
/// HTTP/2 for one connection as a pure, synchronous machine: bytes in (<see cref="Receive"/>) become calls of <see cref="IHttp2Events"/>, calls of the Send
/// methods become bytes in <see cref="Output"/>. No sockets, tasks, locks or clock: the owner serialises all calls and passes the time in.
/// </summary>
public sealed class Http2Connection
{
    /// <summary>Makes one end of a connection; nothing is written before <see cref="Start"/>.</summary>
    public Http2Connection(Http2Role role, Http2ConnectionOptions options, IHttp2Events events) => throw new NotImplementedException();

    /// <summary>Frames to be sent.</summary>
    public OutputBuffer Output => throw new NotImplementedException();

    /// <summary>Which end this is.</summary>
    public Http2Role Role => throw new NotImplementedException();

    /// <summary>Streams that hold a slot.</summary>
    public int ActiveStreams => throw new NotImplementedException();

    /// <summary>Whether the connection is broken (a violation, or <see cref="Abort"/>): input is ignored, nothing more is sent.</summary>
    public bool IsBroken => throw new NotImplementedException();

    /// <summary>Whether new streams are impossible: GOAWAY was sent or received, or ids are used up.</summary>
    public bool IsDraining => throw new NotImplementedException();

    /// <summary>Whether the owner should stop reading: too many unsent replies that the peer provoked (SETTINGS and PING acknowledgements, resets) are in the output.</summary>
    public bool ReadingShouldPause => throw new NotImplementedException();

    /// <summary>Writes the preface (client) and the first SETTINGS and WINDOW_UPDATE.</summary>
    public void Start(long nowMs) => throw new NotImplementedException();

    /// <summary>
    /// Handles all whole frames in <paramref name="input"/> and returns how many bytes were used; the owner presents the rest again with more behind it.
    /// A buffer of <c>MaxFrameSize + 9</c> bytes always makes progress. <paramref name="nowMs"/> is any monotonic clock in milliseconds.
    /// </summary>
    public int Receive(ReadOnlyMemory<byte> input, long nowMs) => throw new NotImplementedException();

    /// <summary>The owner flushed everything that <see cref="Output"/> held: pending control replies are counted as sent.</summary>
    public void OutputTaken() => throw new NotImplementedException();

    /// <summary>Checks the engine's own deadlines (preface, SETTINGS acknowledgement, header block). The owner calls it about once a second.</summary>
    public void Tick(long nowMs) => throw new NotImplementedException();

    /// <summary>Client: takes the next stream id, or null when the peer's limit is reached or the connection drains. The head must follow by <see cref="BeginHeaders"/> before any other stream is opened.</summary>
    public Http2Stream? TryOpenStream(object? owner) => throw new NotImplementedException();

    /// <summary>Starts a header block (request, response head, or trailers); no other call in between until <see cref="EndHeaders"/>.</summary>
    public HeaderBlockWriter BeginHeaders(Http2Stream stream) => throw new NotImplementedException();

    /// <summary>Writes the block as HEADERS and, when long, CONTINUATION.</summary>
    public void EndHeaders(bool endStream) => throw new NotImplementedException();

    /// <summary>
    /// Appends DATA as far as both windows allow, split by the peer's frame size, and returns the number of bytes taken; END_STREAM is set only when all were taken.
    /// When less was taken, <see cref="IHttp2Events.OnWritable"/> follows once it is worth trying again (fairly, stream by stream).
    /// </summary>
    public int SendData(Http2Stream stream, ReadOnlySpan<byte> data, bool endStream) => throw new NotImplementedException();

    /// <summary>Bytes that <see cref="SendData"/> would take now.</summary>
    public int SendWindow(Http2Stream stream) => throw new NotImplementedException();

    /// <summary>Ends the stream at once. No effect when it is closed.</summary>
    public void Reset(Http2Stream stream, Http2ErrorCode code) => throw new NotImplementedException();

    /// <summary>The application has consumed <paramref name="bytes"/> of what <see cref="IHttp2Events.OnData"/> delivered on the stream: credit is returned, in batches. Legal also after the stream is closed.</summary>
    public void Consume(Http2Stream stream, int bytes) => throw new NotImplementedException();

    /// <summary>Server: the handler has returned; the slot of the stream is free once it is closed as well. Client streams release themselves.</summary>
    public void Release(Http2Stream stream) => throw new NotImplementedException();

    /// <summary>Sends a PING (RFC 9113 section 6.7).</summary>
    public void SendPing(ulong payload) => throw new NotImplementedException();

    /// <summary>Graceful shutdown, first step: GOAWAY with 2^31-1 (RFC 9113 section 6.8); streams are still accepted.</summary>
    public void BeginDrain() => throw new NotImplementedException();

    /// <summary>Graceful shutdown, second step: GOAWAY with the last processed id; later streams are refused.</summary>
    public void FinishDrain(Http2ErrorCode code = Http2ErrorCode.NoError, string debugText = "") => throw new NotImplementedException();

    /// <summary>Gives the connection up from this side: GOAWAY with the code and text goes to the output, nothing after it.</summary>
    public void Abort(Http2ErrorCode code, string debugText) => throw new NotImplementedException();
}
