using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Messages;
using Peregrine.Wire;

namespace Peregrine.Client.Calls;

/// <summary>
/// One call on the client, of any kind.
/// <code>
///   opening ──stream opened──► open ──trailers, reset, connection lost, cancel, deadline──► ended
///      ▲                          │
///      ├──the server did not take it: once more (TransparentRetry)
///      └── cancel, deadline, no connection ─────────────────────────────────────────────────►
/// </code>
/// Leaving "opening" is decided by one compare-exchange; afterwards all state belongs to the connection's lock. What ended a call first decides its status.
/// </summary>
internal abstract class ClientCall : MessageStream, IClientCall, IThreadPoolWorkItem
{
    private readonly CallLife? _life;
    private int _phase;
    private Status _status;
    private CustomFields _headers;
    private CustomFields _trailers;
    private Metadata? _trailerMetadata;
    private TaskCompletionSource<Metadata>? _headersWaiter;
    private Promise? _opened;
    private object? _origin;
    private byte _retries;
    private bool _headArrived;
    private bool _endedByCaller;
    private bool _completed;

    protected ClientCall(ChannelSettings settings, IMethod method, in CallOptions options)
    {
        Settings = settings;
        Method = method;
        Reading = options.MaxReceiveMessageSize is { } size ? settings.Reading with { MaxReceiveMessageSize = size } : settings.Reading;
        _life = CallLife.Of(options, settings.Time);
    }

    public ChannelSettings Settings { get; }

    public IMethod Method { get; }

    /// <summary>What is accepted in the response.</summary>
    public MessageReadOptions Reading { get; }

    /// <summary>How the response's messages are compressed, or null.</summary>
    public string? ResponseEncoding { get; private set; }

    /// <summary>Whether the stream was opened; writes before that wait.</summary>
    public bool WasOpened => Volatile.Read(ref _phase) != ClientCallPhase.Opening;

    /// <summary>Whether the status is known.</summary>
    public bool HasEnded => Volatile.Read(ref _phase) == ClientCallPhase.Ended;

    /// <summary>The status; valid once <see cref="HasEnded"/>.</summary>
    public Status Status => _status;

    /// <summary>Whether the response head has arrived.</summary>
    public bool HeadArrived => Volatile.Read(ref _headArrived);

    /// <summary>The deadline as the time from the call's start; zero for none.</summary>
    public TimeSpan Timeout => _life?.Timeout ?? TimeSpan.Zero;

    /// <summary>The time left until the deadline, or null for none.</summary>
    public TimeSpan? TimeLeft => _life?.TimeLeft;

    /// <inheritdoc/>
    public Task<Metadata> ResponseHeadersAsync
    {
        get
        {
            lock (this)
            {
                if (Volatile.Read(ref _headArrived)) return Task.FromResult(_headers.ToMetadata());
                if (HasEnded) return Task.FromException<Metadata>(Failure());

                return (_headersWaiter ??= new TaskCompletionSource<Metadata>()).Task;
            }
        }
    }

    /// <inheritdoc/>
    public Status GetStatus() => HasEnded ? _status : throw new InvalidOperationException($"The status of {Method.FullName} is not known yet: wait for the response first.");

    /// <inheritdoc/>
    public Metadata GetTrailers()
    {
        if (!HasEnded) throw new InvalidOperationException($"The trailers of {Method.FullName} have not arrived yet: wait for the response first.");

        return _trailerMetadata ??= _trailers.ToMetadata();
    }

    /// <summary>Gives the call up, unless it has ended, and what it received and nobody has read.</summary>
    public void Dispose()
    {
        if (!HasEnded) End(CallEnd.Disposed);
        OnDisposed();
    }

    /// <summary>Keeps what is needed to send the call again.</summary>
    public void Keep(object? request, string? host, in CallOptions options) => _origin = CallOrigin.Keep(request, host, options);

    /// <summary>A message of a request stream is on its way, or its end: the call cannot be sent again, because nobody keeps it.</summary>
    public void Commit_NeedsLock() => _origin = null;

    /// <summary>Starts the deadline and the caller's token. False when one of them has ended the call already.</summary>
    public bool Begin()
    {
        _life?.Start(this);
        return !HasEnded;
    }

    /// <summary>Opens the stream on the connection and sends the head and, for a single request, the whole body. False when there is no slot, or the connection takes no calls.</summary>
    public bool TryOpen_NeedsLock(ClientConnection connection, in RequestStart start, ReadOnlySpan<byte> body)
    {
        var driver = connection.Driver;
        BindTo(driver);
        if (Interlocked.CompareExchange(ref _phase, ClientCallPhase.Open, ClientCallPhase.Opening) != ClientCallPhase.Opening) return true; // ended meanwhile

        if (!connection.IsUsable || !driver.TryOpen_NeedsLock(this))
        {
            Volatile.Write(ref _phase, ClientCallPhase.Opening);
            return false;
        }

        var engine = driver.Engine_NeedsLock;
        start.WriteHead(engine.BeginHeaders(Stream!), this);
        engine.EndHeaders(endStream: false);
        if (start.HasBody) Write_NeedsLock(body, endStream: true);
        OpeningEnded();
        return true;
    }

    /// <summary>Completes when the stream was opened or the call has ended.</summary>
    public Task WhenOpened()
    {
        lock (this)
        {
            if (WasOpened) return Task.CompletedTask;

            // One each: of several awaiters of one task .NET resumes all but the first on the thread pool.
            _opened = new Promise(Settings.Scheduler, behind: _opened);
            return _opened.Task;
        }
    }

    // Who began to read before the call had to be sent again.
    private void WakeReader()
    {
        if (!IsBound) return;

        using (Driver.Enter()) OnStatusKnown_NeedsLock();
    }

    private void OpeningEnded()
    {
        lock (this)
        {
            _opened?.Complete();
            _opened = null;
        }
    }

    /// <summary>Ends the call from this side: cancelled, disposed, too late, or refused because of what the peer sent. No effect when it has ended.</summary>
    public void End(in Status status, bool byCaller = false)
    {
        while (true)
        {
            if (Interlocked.CompareExchange(ref _phase, ClientCallPhase.Ended, ClientCallPhase.Opening) == ClientCallPhase.Opening)
            {
                _status = status;
                _endedByCaller = byCaller;
                _life?.Stop();
                OpeningEnded();
                WakeReader();
                Execute();
                return;
            }

            if (HasEnded) return; // perhaps before it had a connection

            var driver = Driver;
            using (driver.Enter())
            {
                // While a slot is asked for, the call looks open: then look again.
                if (driver != Driver || _phase == ClientCallPhase.Opening) continue;
                if (_phase == ClientCallPhase.Ended) return;

                _endedByCaller = byCaller;
                Refuse_NeedsLock(status);
                return;
            }
        }
    }

    /// <summary>A message that arrived is none. That ends the call, and decides what the caller sees even when the server's status has arrived behind it.</summary>
    public void RefuseMessage(in Status status)
    {
        End(status);
        using (Driver.Enter())
        {
            if (_endedByCaller) return;

            OverrideStatus(status);
            DropInbound_NeedsLock();
        }
    }

    /// <summary>What a call that did not end with OK throws: the caller's own cancellation as such, anything else as its status.</summary>
    public Exception Failure() => _endedByCaller
        ? new OperationCanceledException($"The call {Method.FullName} was cancelled by its token.", _life!.CallerToken)
        : new RpcException(_status, GetTrailers());

    /// <summary>Completes what waits for the call: an item of the drain.</summary>
    public void Execute()
    {
        TaskCompletionSource<Metadata>? headers;
        lock (this)
        {
            headers = _headersWaiter;
            _headersWaiter = null;
        }

        if (headers is not null)
        {
            if (_headArrived) headers.TrySetResult(_headers.ToMetadata());
            else headers.TrySetException(Failure());
        }

        // Queued for the headers and for the end; both may find the end.
        if (HasEnded && !Interlocked.Exchange(ref _completed, true)) OnCompleted();
    }

    /// <summary>The status is known: resume who waits for it. Runs in the drain.</summary>
    protected abstract void OnCompleted();

    /// <summary>The caller has let go of the call, which has ended.</summary>
    protected virtual void OnDisposed()
    {
    }

    /// <summary>The same under the lock, for those who are resumed by themselves.</summary>
    protected virtual void OnStatusKnown_NeedsLock()
    {
    }

    /// <summary>The call is about to end with OK: check that what arrived is whole.</summary>
    protected abstract Status Check_NeedsLock();

    internal override void OnHeaders_NeedsLock(HeaderList headers, bool endStream)
    {
        if (_phase == ClientCallPhase.Ended) return;

        if (!_headArrived && !endStream)
        {
            var head = ResponseHead.Read(headers);
            if (!head.IsFine)
            {
                Refuse_NeedsLock(head.ToFault());
                return;
            }

            _headers = head.Custom;
            ResponseEncoding = head.Encoding;
            Volatile.Write(ref _headArrived, true);
            _origin = null; // the server is at it: the request is needed no more
            lock (this)
            {
                if (_headersWaiter is not null) Driver.MakeReady_NeedsLock(this);
            }

            return;
        }

        var trailers = Trailers.Read(headers);
        _trailers = trailers.Custom;
        var status = trailers.Status;
        if (!_headArrived && !trailers.HasGrpcStatus) status = ResponseHead.Read(headers).ToFault();
        Volatile.Write(ref _headArrived, true); // trailers-only answers have empty headers
        EndByPeer_NeedsLock(status);
    }

    internal override void OnInbound_NeedsLock()
    {
        if (_phase == ClientCallPhase.Ended) return;
        if (InboundEnded) EndByPeer_NeedsLock(new Status(StatusCode.Internal, $"The response of {Method.FullName} ended without trailers (END_STREAM on DATA): the server, or a proxy between, cut off the status."));
    }

    internal override bool HasMoved_NeedsLock(ConnectionDriver driver) => driver != Driver || !WasOpened;

    internal override void OnEnded_NeedsLock(StreamEnd end)
    {
        if (_phase == ClientCallPhase.Ended) return;

        if (_origin is { } origin && !_headArrived && TransparentRetry.TryUse(ref _retries, end))
        {
            Detach_NeedsLock();
            Volatile.Write(ref _phase, ClientCallPhase.Opening);
            Driver.MakeReady_NeedsLock(new AgainItem(this, origin));
            return;
        }

        DropInbound_NeedsLock();
        End_NeedsLock(CallEnd.StreamEnded(end, this));
    }

    // Nobody keeps the stream: the engine may use it again.
    internal override void OnDetached_NeedsLock(Http2Stream stream) => Driver.Engine_NeedsLock.Release(stream);

    internal override void OnOutboundDrained_NeedsLock()
    {
        // The half-close is one of the pending writes; nothing follows it.
    }

    internal override Exception WriteFailure_NeedsLock() => HasEnded ? Failure() : new RpcException(new Status(StatusCode.Internal, "The request stream is closed."));

    /// <summary>Ends the call because of what the peer sent.</summary>
    protected void Refuse_NeedsLock(in Status status)
    {
        if (Stream is not null) Driver.Engine_NeedsLock.Reset(Stream, Http2ErrorCode.Cancel);
        DropInbound_NeedsLock();
        End_NeedsLock(status);
    }

    /// <summary>The response could not be parsed: the status that arrived is not what the caller gets.</summary>
    protected void OverrideStatus(in Status status) => _status = status;

    private void EndByPeer_NeedsLock(Status status)
    {
        if (status.StatusCode == StatusCode.OK) status = Check_NeedsLock();

        // The server is done with the call: what is still to be sent is of no use to it.
        if (Stream is { CanSend: true } stream) Driver.Engine_NeedsLock.Reset(stream, Http2ErrorCode.NoError);
        End_NeedsLock(status);
    }

    private void End_NeedsLock(in Status status)
    {
        _status = status;
        _origin = null;
        Volatile.Write(ref _phase, ClientCallPhase.Ended);
        _life?.Stop();
        Detach_NeedsLock();
        OnStatusKnown_NeedsLock();
        Driver.MakeReady_NeedsLock(this);
    }

    private sealed class AgainItem(ClientCall call, object origin) : IThreadPoolWorkItem
    {
        public void Execute() => call.Settings.OpenAgain!(call, CallOrigin.Of(origin)); // set before any call is made
    }
}
