using System.Globalization;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Messages;
using Peregrine.Transports;

namespace Peregrine.Connections;

/// <summary>
/// Drives one connection: owns the engine and the one short lock around it, and ties together the reading (<see cref="ReadLoop"/>), the sending
/// (<see cref="OutputFlusher"/>) and the streams. The lock is never held across user code, awaiting, or the serialization of a message.
/// </summary>
internal sealed class ConnectionDriver : IHttp2Events, IInputSink, IFlushListener
{
    private const int FirstInputLength = 64;
    private const ulong KeepAlivePing = 0x6b65_6570_6c69_7665;

    // How long the peer may take to read what was written before the end: one that reads nothing must not keep the connection, or a server that stops.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lastWordsAfterGrace = TimeSpan.FromSeconds(3);

    private readonly ByteConnection _bytes;
    private readonly IConnectionOwner _owner;
    private readonly DriverOptions _options;
    private readonly Http2Connection _engine;
    private readonly OutputFlusher _flusher;
    private readonly ReadLoop _reads;
    private readonly KeepAlive _keepAlive;
    private Promise? _readingPaused;
    private ReadyBatch? _batch;
    private ReceiveSegment? _segment;
    private ConnectionEnd? _end;
    private byte[]? _firstInput;
    private string? _farewell;
    private TimeSpan _lastWords = s_lastWords;
    private long _pausedSinceMs;

    public ConnectionDriver(ByteConnection bytes, Http2Role role, DriverOptions options, IConnectionOwner owner)
    {
        _bytes = bytes;
        _owner = owner;
        _options = options;
        _engine = new Http2Connection(role, options.Http2, this, options.KnownPaths);
        Backlog = new Backlog(options.MaxBacklog, options.StallTimeout, options.Scheduler);
        _flusher = new OutputFlusher(bytes, Gate, _engine, this, options.Scheduler, options.Time);
        _keepAlive = new KeepAlive(options.KeepAlive);
        _reads = new ReadLoop(bytes, this, options.Scheduler, options.Time, options.Http2.MaxFrameSize + 9);
    }

    /// <summary>The connection's lock; enter it by <see cref="Enter"/>.</summary>
    public Lock Gate { get; } = new();

    public ConnectionPeer Peer => _bytes.Peer;

    public Http2Connection Engine_NeedsLock => _engine;

    public StreamSet Streams_NeedsLock { get; } = new();

    /// <summary>What is serialized and unsent, and who waits because of it.</summary>
    public Backlog Backlog { get; }

    /// <summary>The first bytes that the peer sent: they tell what it is when it does not speak HTTP/2.</summary>
    public ReadOnlySpan<byte> FirstInput => _firstInput;

    /// <summary>Why the connection ended, or null while it lives.</summary>
    public ConnectionEnd? End => Volatile.Read(ref _end);

    bool IInputSink.IsActive => _engine.ActiveStreams > 0;

    /// <summary>Writes the first frames and starts to read.</summary>
    public void Start()
    {
        using (Enter()) _engine.Start(NowMs());
        _reads.Start();
    }

    /// <summary>Takes the lock; disposing leaves it and sends what is there to send.</summary>
    public DriverScope Enter() => new(this, writes: false);

    /// <summary>The same to write one of many messages to a stream: more may follow at once and leave in the same send.</summary>
    public DriverScope EnterToWrite() => new(this, writes: true);

    /// <summary>Runs the item with the batch that is being parsed, or soon on the scheduler.</summary>
    public void MakeReady_NeedsLock(IThreadPoolWorkItem item)
    {
        if (_batch is not null) _batch.Add(item);
        else _options.Scheduler.Queue(item);
    }

    /// <summary>
    /// Runs the item on the scheduler if it decompresses, else as <see cref="MakeReady_NeedsLock(IThreadPoolWorkItem)"/>: what a few bytes become may take milliseconds, and other
    /// connections of the thread that reads would wait.
    /// </summary>
    public void MakeReady_NeedsLock(IThreadPoolWorkItem item, string? encoding)
    {
        if (encoding is null or "identity") MakeReady_NeedsLock(item);
        else _options.Scheduler.Queue(item);
    }

    /// <summary>Client: opens a stream for <paramref name="stream"/>; false when there is no slot now, or no more on this connection.</summary>
    public bool TryOpen_NeedsLock(MessageStream stream)
    {
        if (_end is not null || _engine.TryOpenStream(stream) is not { } opened) return false;

        stream.Attach_NeedsLock(this, opened);
        return true;
    }

    /// <summary>Sends as much as the windows and the output have room for; the stream is told when there is room again.</summary>
    public int Send_NeedsLock(MessageStream stream, ReadOnlySpan<byte> bytes, bool endStream) =>
        stream.Stream is { CanSend: true } http2 ? _engine.SendData(http2, bytes, endStream) : bytes.Length; // ended meanwhile: its reader learns why

    /// <summary>A stream has gone.</summary>
    public void StreamDetached_NeedsLock() => _owner.OnStreamClosed_NeedsLock();

    /// <summary>Ends the connection from this side: GOAWAY with the code and text, all streams are told, what was written is sent, then the transport closes.</summary>
    /// <param name="code">The code of the GOAWAY.</param>
    /// <param name="text">Why, for people: the GOAWAY's debug text, and part of the status of running calls.</param>
    /// <param name="isUrgent">Whether somebody waits for the end who has waited enough.</param>
    public void Close(Http2ErrorCode code, string text, bool isUrgent = false)
    {
        using (Enter())
        {
            if (isUrgent) _lastWords = s_lastWordsAfterGrace;
            Close_NeedsLock(code, new ConnectionEnd(ConnectionEndCause.ClosedLocally, text));
        }

        _reads.Stop();
    }

    /// <summary>Gives the transport up at once; for a connection that was not started.</summary>
    public void Cut() => _bytes.Abort();

    /// <summary>Checks the time limits: the engine's, those of a peer that takes nothing, and whether the peer is still there; about once a second.</summary>
    public void Tick()
    {
        using (Enter())
        {
            if (_end is null) _engine.Tick(NowMs());
            if (_end is null) KeepAlive_NeedsLock();
            if (_end is null && DescribeStall_NeedsLock() is { } stall) Close_NeedsLock(Http2ErrorCode.EnhanceYourCalm, new ConnectionEnd(ConnectionEndCause.PeerStalled, stall));
        }

        if (End is not null) _reads.Stop();
    }

    internal bool TryBeginFlush_NeedsLock(bool writes) =>
        DrainSlot.IsDraining(_reads) ? _flusher.TryBeginInDrain_NeedsLock() : writes ? _flusher.TryBeginWrite_NeedsLock() : _flusher.TryBegin_NeedsLock();

    internal void Flush() => _flusher.Send();

    int IInputSink.Handle(ReadOnlyMemory<byte> input, ReceiveSegment segment, ReadyBatch ready)
    {
        lock (Gate)
        {
            if (_end is not null) return input.Length;

            _firstInput ??= input.Span[..Math.Min(input.Length, FirstInputLength)].ToArray();

            _batch = ready;
            _segment = segment;
            var now = NowMs();
            _keepAlive.Heard(now);
            try
            {
                return _engine.Receive(input, now);
            }
            finally
            {
                _batch = null;
                _segment = null;
            }
        }
    }

    bool IInputSink.BatchDrained()
    {
        bool flush;
        lock (Gate) flush = _flusher.TryBegin_NeedsLock();
        if (flush) _flusher.Send();
        return End is null;
    }

    ValueTask IInputSink.WhenReadingMayContinueAsync()
    {
        if (!_engine.ReadingShouldPause) return default;

        lock (Gate)
        {
            if (!_engine.ReadingShouldPause || !_flusher.IsBusy_NeedsLock) return default;

            if (_readingPaused is null)
            {
                _readingPaused = new Promise(_options.Scheduler);
                _pausedSinceMs = NowMs();
            }

            return new ValueTask(_readingPaused.Task);
        }
    }

    void IInputSink.InputEnded(Exception? error)
    {
        lock (Gate)
        {
            if (_end is null) SetEnd_NeedsLock(TransportEnd(error));
        }

        _ = FinishAsync();
    }

    void IFlushListener.OnSent_NeedsLock() => ResumeReading_NeedsLock();

    void IFlushListener.SendFailed(Exception error)
    {
        lock (Gate)
        {
            if (_end is null) SetEnd_NeedsLock(TransportEnd(error));
            _flusher.Discard_NeedsLock();
            ResumeReading_NeedsLock();
        }

        _reads.Stop();
    }

    void IHttp2Events.OnHeaders(Http2Stream stream, HeaderList headers, bool endStream)
    {
        if (stream.Owner is not MessageStream owner)
        {
            _owner.OnRequest_NeedsLock(stream, headers, endStream);
            return;
        }

        if (endStream) owner.EndInbound_NeedsLock();
        owner.OnHeaders_NeedsLock(headers, endStream);
    }

    void IHttp2Events.OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream)
    {
        if (stream.Owner is MessageStream owner) owner.Received_NeedsLock(data, _segment!, endStream);
        else _engine.Consume(stream, data.Length);
    }

    void IHttp2Events.OnReset(Http2Stream stream, Http2Error error)
    {
        if (error.Initiator == Http2Initiator.Library) _owner.OnStreamFault_NeedsLock(error);
        (stream.Owner as MessageStream)?.Ended_NeedsLock(new StreamEnd(error, null));
    }

    void IHttp2Events.OnStreamRefused(Http2Error error) => _owner.OnStreamFault_NeedsLock(error);

    void IHttp2Events.OnWritable(Http2Stream stream) => (stream.Owner as MessageStream)?.Writable_NeedsLock();

    void IHttp2Events.OnStreamSlotsAvailable() => _owner.OnStreamSlotsAvailable_NeedsLock();

    void IHttp2Events.OnReady() => _owner.OnReady_NeedsLock();

    void IHttp2Events.OnPing(ulong payload) => _owner.OnPing_NeedsLock();

    void IHttp2Events.OnPingAcknowledged(ulong payload) => _owner.OnPingAcknowledged_NeedsLock(payload);

    void IHttp2Events.OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        var text = System.Text.Encoding.UTF8.GetString(debugData[..Math.Min(debugData.Length, 1024)]);
        _farewell = text.Length == 0 ? $" (it had sent GOAWAY {code})" : $" (it had sent GOAWAY {code}: {text})";
        _owner.OnGoAway_NeedsLock(lastStreamId, code, text);
    }

    void IHttp2Events.OnConnectionError(Http2Error error) =>
        SetEnd_NeedsLock(new ConnectionEnd(ConnectionEndCause.ProtocolError, error.Text, error));

    private ConnectionEnd TransportEnd(Exception? error) => error is null or OperationCanceledException
        ? new ConnectionEnd(ConnectionEndCause.ClosedByPeer, $"the peer closed the connection{_farewell}")
        : new ConnectionEnd(ConnectionEndCause.TransportFailed, $"the transport failed{_farewell}: {error.Message}", null, error);

    private void ResumeReading_NeedsLock()
    {
        _readingPaused?.Complete();
        _readingPaused = null;
    }

    private void KeepAlive_NeedsLock()
    {
        var now = NowMs();
        switch (_keepAlive.Look(now, Streams_NeedsLock.Count > 0))
        {
            case KeepAliveStep.Ask:
                _engine.SendPing(KeepAlivePing);
                break;
            case KeepAliveStep.GiveUp:
                _lastWords = TimeSpan.Zero; // nobody would hear them
                Close_NeedsLock(Http2ErrorCode.NoError, new ConnectionEnd(ConnectionEndCause.KeepAliveTimeout, string.Create(CultureInfo.InvariantCulture,
                    $"keepalive: the peer did not answer a PING within {_options.KeepAlive.TimeoutMs / 1000.0:0.#} s, and nothing was heard from it for {_keepAlive.SilentSeconds(now):0} s: it, or the network to it, is gone")));
                break;
        }
    }

    private string? DescribeStall_NeedsLock()
    {
        var now = NowMs();
        var seconds = _options.StallTimeout.TotalSeconds;
        if (Backlog.IsStalled_NeedsLock(now))
            return string.Create(CultureInfo.InvariantCulture, $"{Backlog.Bytes_NeedsLock} bytes of messages wait, and the peer let through less than {Backlog.SlowestBytesPerSecond} bytes per second for {seconds:0.#} s");

        return _readingPaused is not null && now - _pausedSinceMs > _options.StallTimeout.TotalMilliseconds
            ? string.Create(CultureInfo.InvariantCulture, $"the peer has not read what it provoked for {seconds:0.#} s")
            : null;
    }

    private void Close_NeedsLock(Http2ErrorCode code, ConnectionEnd end)
    {
        if (_end is not null) return;

        _engine.Abort(code, end.Text);
        SetEnd_NeedsLock(end);
    }

    private void SetEnd_NeedsLock(ConnectionEnd end)
    {
        if (_end is not null) return;

        _end = end;
        _engine.Abandon();
        while (Streams_NeedsLock.Any is { } stream) stream.Ended_NeedsLock(new StreamEnd(null, end));
        Backlog.Recheck_NeedsLock();
    }

    /// <summary>Sends what is left (the GOAWAY that tells why), closes the transport in order, and tells the owner.</summary>
    private async Task FinishAsync()
    {
        try
        {
            await CloseInOrderAsync().WaitAsync(_lastWords, _options.Time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // the connection is over either way
        catch (Exception)
#pragma warning restore CA1031
        {
            _bytes.Abort();
        }

        _owner.OnClosed(_end!);
    }

    private async Task CloseInOrderAsync()
    {
        await _flusher.WhenIdleAsync().ConfigureAwait(false);
        await _bytes.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The time by which the connection lives, in milliseconds from anywhere.</summary>
    public long NowMs() => (long)(_options.Time.GetTimestamp() * 1000.0 / _options.Time.TimestampFrequency);
}
