using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>
/// HTTP/2 for one connection as a pure, synchronous machine: bytes in (<see cref="Receive"/>) become calls of <see cref="IHttp2Events"/>, calls of the Send
/// methods become bytes in <see cref="Output"/>. No sockets, tasks, locks or clock: the owner serialises all calls and passes the time in.
/// </summary>
public sealed class Http2Connection
{
    private readonly ConnectionParts _parts;
    private readonly SettingsSync _settings;
    private readonly FrameReceiver _receiver;
    private Http2Stream? _blockStream;
    private StreamId _lastHead;
    private bool _isReceiving;

    /// <summary>Makes one end of a connection; nothing is written before <see cref="Start"/>. Throws <see cref="ArgumentOutOfRangeException"/> for an option that the protocol does not allow.</summary>
    /// <param name="role">Which end.</param>
    /// <param name="options">Limits and windows.</param>
    /// <param name="events">Who is told what the peer does.</param>
    /// <param name="knownPaths">The paths of requests that are expected; others are decoded each time that they come as literals.</param>
    public Http2Connection(Http2Role role, Http2ConnectionOptions options, IHttp2Events events, KnownPaths? knownPaths = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(events);
        options.Validate();
        _parts = new(role, options, events, knownPaths);
        _settings = new(_parts);
        _receiver = new(_parts, _settings);
    }

    /// <summary>Frames to be sent.</summary>
    public OutputBuffer Output => _parts.Output;

    /// <summary>Which end this is.</summary>
    public Http2Role Role => _parts.Role;

    /// <summary>Streams that hold a slot.</summary>
    public int ActiveStreams => _parts.Streams.Count;

    /// <summary>The points that the peer was charged so far, of its abuse budget.</summary>
    public long AbusePoints => _parts.Budget.Charged;

    /// <summary>Whether the connection is broken (a violation, or <see cref="Abort"/>): input is ignored, nothing more is sent.</summary>
    public bool IsBroken => _parts.Faults.IsBroken;

    /// <summary>How often this end has sent a header block or DATA so far: tells whether it has said anything since.</summary>
    public long MessageFramesSent => _parts.Sender.MessageFrames;

    /// <summary>Whether new streams are impossible: GOAWAY was sent or received, or ids are used up.</summary>
    public bool IsDraining => _parts.Drain.IsUnderWay || _parts.Streams.AreIdsUsedUp;

    /// <summary>
    /// Whether the owner should stop reading until it has flushed: too many unsent replies that the peer provoked (SETTINGS and PING acknowledgements,
    /// resets) are in the output, or, on a server, so much output that it cannot all be DATA (which stops by itself). A client reads on however much it has to send:
    /// if both ends waited until the other reads, neither ever would.
    /// </summary>
    public bool ReadingShouldPause =>
        _parts.Sender.PendingReplies > _parts.Options.MaxPendingReplies || (Role == Http2Role.Server && Output.Length > _parts.Options.MaxOutput + Math.Max(_parts.Options.MaxOutput, 2L * SendQueue.Reserve));

    /// <summary>
    /// Server: whether the owner should not send yet what <see cref="Output"/> holds. Before the client's preface has arrived it may speak anything: a client of HTTP/1.1 is then
    /// answered in its own language, with nothing before it.
    /// </summary>
    public bool OutputShouldWait => _receiver.IsPrefaceDue && !IsBroken && !IsDraining;

    /// <summary>The largest header list that the peer says it takes (SETTINGS_MAX_HEADER_LIST_SIZE); <see cref="long.MaxValue"/> when it says nothing. The engine does not enforce it.</summary>
    public long PeerMaxHeaderListSize => _settings.PeerMaxHeaderListSize;

    /// <summary>Writes the preface (client) and the first SETTINGS and WINDOW_UPDATE.</summary>
    public void Start(long nowMs)
    {
        _parts.PassTime(nowMs);
        _receiver.Start();
        if (Role == Http2Role.Client) _parts.Sender.Preface();
        _settings.Send();
        _parts.Credit.Start();
    }

    /// <summary>
    /// Handles all whole frames in <paramref name="input"/> and returns how many bytes were used; the owner presents the rest again with more behind it.
    /// A buffer of <c>MaxFrameSize + 9</c> bytes always makes progress. <paramref name="nowMs"/> is any monotonic clock in milliseconds.
    /// </summary>
    public int Receive(ReadOnlyMemory<byte> input, long nowMs)
    {
        if (_isReceiving) throw new InvalidOperationException("Receive was called from an event that Receive raised.");
        _parts.PassTime(nowMs);
        if (IsBroken) return input.Length;
        _isReceiving = true;
        try
        {
            var used = _receiver.Receive(input);
            return IsBroken ? input.Length : used;
        }
        finally
        {
            _isReceiving = false;
            _parts.Streams.Pool.Renew();
        }
    }

    /// <summary>The owner flushed everything that <see cref="Output"/> held: pending control replies are counted as sent, and streams that waited for room get their <see cref="IHttp2Events.OnWritable"/>.</summary>
    public void OutputTaken()
    {
        _parts.Sender.RepliesTaken();
        if (!IsBroken) _parts.SendQueue.Serve();
    }

    /// <summary>Checks the engine's own deadlines (preface, SETTINGS acknowledgement, header block). The owner calls it about once a second.</summary>
    public void Tick(long nowMs)
    {
        _parts.PassTime(nowMs);
        if (!IsBroken) _receiver.Tick();
        if (ActiveStreams == 0) Trim();
    }

    /// <summary>Client: takes the next stream id, or null when the peer's limit is reached or the connection drains. The head must follow by <see cref="BeginHeaders"/> before any other stream is opened.</summary>
    public Http2Stream? TryOpenStream(object? owner)
    {
        if (Role != Http2Role.Client) throw new InvalidOperationException("Only a client opens streams.");
        if (IsBroken || IsDraining) return null;
        var streams = _parts.Streams;
        if (!streams.HasFreeSlot)
        {
            streams.IsSlotWanted = true;
            return null;
        }
        var stream = streams.Pool.Rent(streams.TakeId(), _settings.PeerInitialWindow, _settings.ReceiveWindow, _parts.NowMs);
        stream.Owner = owner;
        streams.Add(stream);
        _parts.Budget.StreamOpened();
        return stream;
    }

    /// <summary>Starts a header block (request, response head, or trailers); no other call in between until <see cref="EndHeaders"/>. When the stream may no longer send, the block is dropped.</summary>
    public HeaderBlockWriter BeginHeaders(Http2Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_blockStream is not null) throw new InvalidOperationException($"The header block of stream {_blockStream.Id} is not finished: call EndHeaders first.");
        _blockStream = stream;
        if (!MaySend(stream)) return default;
        _parts.Sender.Encoder.Begin();
        return new(_parts.Sender.Encoder);
    }

    /// <summary>Writes the block as HEADERS and, when long, CONTINUATION.</summary>
    public void EndHeaders(bool endStream)
    {
        var stream = _blockStream ?? throw new InvalidOperationException("No header block was started: call BeginHeaders first.");
        _blockStream = null;
        if (!MaySend(stream)) return;
        if (Role == Http2Role.Client && stream.State.Local == StreamHalf.Idle) CheckOrder(stream);
        _parts.Sender.HeaderBlock(stream.Id, endStream);
        stream.State.SendHeaders(endStream);
        if (endStream) _parts.Lifecycle.Settle(stream);
    }

    /// <summary>
    /// Appends DATA as far as both windows and <see cref="Http2ConnectionOptions.MaxOutput"/> allow, split by the peer's frame size, and returns the number of bytes taken;
    /// END_STREAM is set only when all were taken. When less was taken, <see cref="IHttp2Events.OnWritable"/> follows once it is worth trying again (fairly, stream by stream).
    /// On a stream that may no longer send nothing is taken and nothing follows.
    /// </summary>
    public int SendData(Http2Stream stream, ReadOnlySpan<byte> data, bool endStream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!MaySend(stream)) return 0;
        if (stream.State.Local == StreamHalf.Idle) throw new InvalidOperationException($"DATA on stream {stream.Id} before its head: call BeginHeaders and EndHeaders first.");
        var taken = data.IsEmpty ? 0 : _parts.SendQueue.Allowance(stream, data.Length);
        var isAll = taken == data.Length;
        if (taken > 0 || (isAll && endStream))
        {
            _parts.SendQueue.Take(stream, taken);
            _parts.Budget.DataSent();
            _parts.Sender.Data(stream.Id, data[..taken], endStream && isAll);
        }
        if (!isAll)
        {
            _parts.SendQueue.Wait(stream);
            return taken;
        }
        SendQueue.Forget(stream);
        if (endStream)
        {
            stream.State.SendEnd();
            _parts.Lifecycle.Settle(stream);
        }
        return taken;
    }

    /// <summary>Bytes that <see cref="SendData"/> would take now.</summary>
    public int SendWindow(Http2Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return MaySend(stream) ? _parts.SendQueue.Allowance(stream, int.MaxValue) : 0;
    }

    /// <summary>Ends the stream at once. When it is closed already nothing is sent; credit for what the owner did not consume is returned in any case.</summary>
    public void Reset(Http2Stream stream, Http2ErrorCode code)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _parts.Lifecycle.Reset(stream, code);
    }

    /// <summary>
    /// The application has consumed <paramref name="bytes"/> of what <see cref="IHttp2Events.OnData"/> delivered on the stream: credit is returned, in batches. Legal also after the
    /// stream is closed. When a stream is reset by either end, or closed and released, the engine returns what is outstanding at once; calls for the same bytes have no effect then.
    /// A stream that both ends completed keeps its outstanding credit until the owner consumes it, or gives it up by <see cref="Reset"/> or <see cref="Release"/>.
    /// </summary>
    public void Consume(Http2Stream stream, int bytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _parts.Credit.Consume(stream, bytes);
    }

    /// <summary>
    /// The owner lets go of the stream for good: outstanding credit is given up once it is closed, and then the object serves another stream. On a server the slot
    /// of the stream is free only then (the handler has returned); a client's slot is free as soon as the stream is closed.
    /// </summary>
    public void Release(Http2Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _parts.Lifecycle.Release(stream);
    }

    /// <summary>Sends a PING (RFC 9113 section 6.7).</summary>
    public void SendPing(ulong payload) => _parts.Sender.Ping(payload);

    /// <summary>Graceful shutdown, first step: GOAWAY with 2^31-1 (RFC 9113 section 6.8); streams are still accepted.</summary>
    public void BeginDrain(string debugText = "")
    {
        ArgumentNullException.ThrowIfNull(debugText);
        if (_parts.Drain.IsAnnounced || IsBroken) return;
        _parts.Drain.Begin();
        _parts.Sender.GoAway(StreamId.Max, Http2ErrorCode.NoError, debugText);
    }

    /// <summary>Graceful shutdown, second step: GOAWAY with the last processed id; later streams are refused.</summary>
    public void FinishDrain(Http2ErrorCode code = Http2ErrorCode.NoError, string debugText = "")
    {
        ArgumentNullException.ThrowIfNull(debugText);
        if (_parts.Drain.IsFinal || IsBroken) return;
        _parts.Drain.Finish(_parts.Streams.LastPeerId);
        _parts.Sender.GoAway(_parts.Drain.LastAccepted, code, debugText);
    }

    /// <summary>Gives the connection up from this side: GOAWAY with the code and text goes to the output, nothing after it.</summary>
    public void Abort(Http2ErrorCode code, string debugText)
    {
        ArgumentNullException.ThrowIfNull(debugText);
        _parts.Faults.Abort(code, debugText);
    }

    /// <summary>The transport is gone: input is ignored and nothing more is written. What <see cref="Output"/> holds is still the owner's to send or to drop.</summary>
    public void Abandon() => _parts.Faults.Abandon();

    /// <summary>What the peer lets the connection send now.</summary>
    internal int ConnectionSendWindow => _parts.SendQueue.Window;

    /// <summary>What the peer may have under way and unconsumed.</summary>
    internal int ConnectionWindowSize => _parts.Growth.ConnectionWindow;

    // There may be very many connections on which nothing happens.
    private void Trim()
    {
        _parts.Streams.Pool.Clear();
        _receiver.Trim();
        if (_blockStream is null) _parts.Sender.Encoder.Trim();
    }

    private bool MaySend(Http2Stream stream) => stream.CanSend && !_parts.Sender.IsSilent;

    private void CheckOrder(Http2Stream stream)
    {
        if (stream.Id < _lastHead)
            throw new InvalidOperationException($"The head of stream {stream.Id} must be sent before that of stream {_lastHead}, which was opened later.");
        _lastHead = stream.Id;
    }
}
