using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Http2.Streams;
using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>
/// One call on the server: what the handler sees as its context, and the state of its stream. State changes under the connection's lock.
/// <code>
///   receiving ──request complete──► running ──handler returned──► finishing ──all sent──► ended
///       │                              │  deadline, reset, connection lost: the handler's token fires  ▲
///       └──────────────────────────────┴──────────────────────────────────────────────────────────────┘
///   The slot of the stream is released when the call has ended and its handler has returned.
/// </code>
/// </summary>
internal abstract class ServerCall : ServerCallContext, IThreadPoolWorkItem
{
    private readonly RequestFields _request;
    private CallCancellation _cancellation;
    private Http2Stream? _slot;
    private Metadata? _requestHeaders;
    private Status _status;
    private CallPhase _phase;
    private bool _handlerRuns;
    private bool _givenUp;

    /// <summary>The sending half.</summary>
    protected ServerResponse Response;

    protected ServerCall(CallHost host, in RequestHead head)
    {
        Host = host;
        _request = head.Fields;
        if (head.Timeout is { } timeout) _cancellation.Deadline = new(host.Settings.Time, timeout);
        Stream = new ServerStream(this);
    }

    /// <summary>What the calls of the connection share.</summary>
    public new CallHost Host { get; }

    /// <summary>The stream, as messages.</summary>
    public ServerStream Stream { get; }

    /// <inheritdoc/>
    public abstract override IMethod CalledMethod { get; }

    /// <inheritdoc/>
    public override CancellationToken ShuttingDown => Host.Settings.ShuttingDown;

    /// <inheritdoc/>
    public override CancellationToken Draining => Host.Draining;

    /// <summary>How the request's messages are compressed, or null.</summary>
    public string? RequestEncoding => _request.Encoding;

    /// <summary>Whether the call ended before its handler had: the client left, the deadline passed, the server stops. Set before the token fires.</summary>
    internal bool IsGivenUp => Volatile.Read(ref _givenUp);

    /// <summary>Whether its handler was not started, nor the call refused.</summary>
    protected bool IsReceiving_NeedsLock => _phase == CallPhase.Receiving;

    /// <summary>Whether no more of the request can arrive, or matter.</summary>
    internal bool IsOver_NeedsLock => _phase >= CallPhase.Finishing;

    /// <inheritdoc/>
    protected override string MethodCore => CalledMethod.FullName;

    /// <inheritdoc/>
    protected override string HostCore => _request.Authority;

    /// <inheritdoc/>
    protected override string PeerCore => Host.Driver.Peer.Remote;

    /// <inheritdoc/>
    protected override DateTime DeadlineCore => _cancellation.Deadline?.At ?? DateTime.MaxValue;

    /// <inheritdoc/>
    protected override Metadata RequestHeadersCore => _requestHeaders ??= _request.ToMetadata();

    /// <inheritdoc/>
    protected override CancellationToken CancellationTokenCore => _cancellation.Token;

    /// <inheritdoc/>
    protected override Metadata ResponseTrailersCore => Response.Trailers;

    /// <inheritdoc/>
    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    /// <inheritdoc/>
    protected override WriteOptions? WriteOptionsCore { get; set; }

    /// <inheritdoc/>
    protected override AuthContext AuthContextCore => Host.Auth;

    /// <summary>Takes the stream that the request opened.</summary>
    public void Open_NeedsLock(Http2Stream stream, bool endStream)
    {
        _slot = stream;
        Stream.Attach_NeedsLock(Host.Driver, stream);
        if (endStream) Stream.EndInbound_NeedsLock();
        _cancellation.Deadline?.Start(static call => ((ServerCall)call!).DeadlineExpired(), this);
        OnOpened_NeedsLock();
    }

    /// <summary>Runs the handler, unless its connection has too much unsent: an item of the drain.</summary>
    public void Execute()
    {
        if (Host.Driver.Backlog.IsEngaged && HasToWait()) return;

        RunHandler();
    }

    /// <summary>The server stops and its grace is over: the call ends with this status, or else with the connection, which is closed next.</summary>
    public void GiveUp_NeedsLock(Status status)
    {
        // Behind half a message no status can be sent, and no reset says UNAVAILABLE of a call that was processed: the end of the connection says it.
        if (_phase >= CallPhase.Finishing || !Stream.OutboundIsEmpty) return;

        Cancel_NeedsLock();
        Finish_NeedsLock(status, dropPending: true);
        OnInbound_NeedsLock(); // a waiting reader learns that nothing more comes
    }

    /// <summary>The stream was opened: start at once, or wait for the request message.</summary>
    protected abstract void OnOpened_NeedsLock();

    /// <summary>Request bytes or the end of the request arrived.</summary>
    protected internal abstract void OnInbound_NeedsLock();

    /// <summary>Runs the handler: part of the drain, or on the scheduler.</summary>
    protected abstract void RunHandler();

    /// <summary>Queues <see cref="RunHandler"/>.</summary>
    protected void Start_NeedsLock()
    {
        if (_phase != CallPhase.Receiving) return;

        _phase = CallPhase.Running;
        _handlerRuns = true;
        Host.Driver.MakeReady_NeedsLock(this, RequestEncoding);
    }

    /// <summary>Ends the call with what the handler's exception says.</summary>
    protected void Fail(Exception exception)
    {
        var status = HandlerFault.Describe(exception, this, out var trailers);
        using (Host.Driver.Enter())
        {
            if (trailers is not null) Response.AddTrailers(trailers);
            HandlerReturned_NeedsLock();
            Finish_NeedsLock(status, dropPending: false);
        }
    }

    /// <summary>Ends the call in order: with the status that the handler has set, OK by default.</summary>
    internal void Succeed_NeedsLock()
    {
        HandlerReturned_NeedsLock();
        Finish_NeedsLock(_status, dropPending: false);
    }

    /// <summary>Ends the call before the handler has returned, because the peer broke a rule of gRPC.</summary>
    internal void Refuse_NeedsLock(Status status)
    {
        if (_phase >= CallPhase.Finishing) return;

        Host.Settings.RefusedMessages.Add(status.StatusCode);
        ServerLog.CallFailed(Host.Settings.Log, MethodCore, status.StatusCode, status.Detail);
        Finish_NeedsLock(status, dropPending: true);
    }

    /// <summary>The last pending response bytes were accepted.</summary>
    internal void OnOutboundDrained_NeedsLock()
    {
        if (_phase == CallPhase.Finishing) SendTrailers_NeedsLock();
    }

    /// <summary>The client gave the call up, or the connection is gone.</summary>
    internal void OnEnded_NeedsLock(StreamEnd end)
    {
        ServerLog.CallGivenUp(Host.Settings.Log, MethodCore, end.Connection?.Text ?? end.Reset?.Text ?? "");
        Cancel_NeedsLock();
        End_NeedsLock();
        OnInbound_NeedsLock(); // a waiting reader learns that nothing more comes
    }

    /// <summary>A message that the handler has written cannot be serialized: when the handler is done with it, the client is told.</summary>
    internal void OnUnserializable_NeedsLock(in Status failure)
    {
        if (_phase != CallPhase.Finishing || _status.StatusCode != StatusCode.OK) return;

        ServerLog.CallFailed(Host.Settings.Log, MethodCore, failure.StatusCode, failure.Detail);
        _status = failure;
    }

    /// <summary>What a write is told after the call's end.</summary>
    internal Exception WriteFailure() => _status.StatusCode == StatusCode.OK
        ? new OperationCanceledException($"The call {MethodCore} has ended: nothing more can be written to it.", _cancellation.Token)
        : new RpcException(_status);

    /// <summary>How a message that is written now is compressed, or null.</summary>
    internal ICompressionProvider? CompressionFor(WriteOptions? options)
    {
        if ((options?.Flags & WriteFlags.NoCompress) == WriteFlags.NoCompress) return null;

        return Response.HeadSent ? Response.Compression : ChooseCompression(null);
    }

    /// <summary>Sends the response head before the first message; the compression is decided here.</summary>
    internal void SendHead_NeedsLock(Metadata? metadata)
    {
        if (Response.HeadSent) return;

        var compression = ChooseCompression(metadata);
        Response.SendHead_NeedsLock(Stream, compression, compression is null ? null : Host.Settings.Reading.Compression.EncodingField(compression), metadata);
    }

    /// <inheritdoc/>
    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        using (Host.Driver.Enter())
        {
            if (Response.HeadSent) throw new InvalidOperationException("The response headers were sent already: call WriteResponseHeadersAsync once, before the first message is written.");
            if (IsOver_NeedsLock) return Task.FromException(WriteFailure());

            SendHead_NeedsLock(responseHeaders);
        }

        return Task.CompletedTask;
    }

    private bool HasToWait()
    {
        using (Host.Driver.Enter())
        {
            var backlog = Host.Driver.Backlog;
            if (!_givenUp && backlog.TryWait_NeedsLock(this)) return true;

            backlog.Next_NeedsLock();
            return false;
        }
    }

    private ICompressionProvider? ChooseCompression(Metadata? headers)
    {
        var wanted = headers?.GetValue(ServerCompression.RequestHeader) ?? ServerCompression.Of(this) ?? Host.Settings.ResponseCompression;
        return wanted is null ? null : ServerCompression.Choose(Host.Settings.Reading.Compression, wanted, _request);
    }

    private void DeadlineExpired()
    {
        using (Host.Driver.Enter())
        {
            if (_phase >= CallPhase.Ended) return;

            Cancel_NeedsLock();
            if (_phase == CallPhase.Finishing) return; // the status is decided; its bytes are on their way

            Finish_NeedsLock(new Status(StatusCode.DeadlineExceeded, $"The deadline of {_cancellation.Deadline!.Timeout.TotalMilliseconds:0.###} ms passed before the handler of {MethodCore} had answered."), dropPending: true);
            OnInbound_NeedsLock();
        }
    }

    private void Cancel_NeedsLock()
    {
        _givenUp = true;
        _cancellation.Cancel_NeedsLock(Host.Driver);
        if (_handlerRuns) Host.Driver.Backlog.Recheck_NeedsLock(); // its start may wait there
    }

    private void Finish_NeedsLock(in Status status, bool dropPending)
    {
        if (_phase >= CallPhase.Finishing) return;

        _phase = CallPhase.Finishing;
        _status = status;
        if (Stream.OutboundIsEmpty)
        {
            SendTrailers_NeedsLock();
        }
        else if (dropPending)
        {
            // Half a message cannot be followed by trailers: the stream is cut.
            Host.Driver.Engine_NeedsLock.Reset(_slot!, StatusMapping.ToHttp2Error(status.StatusCode));
            End_NeedsLock();
        }
    }

    private void SendTrailers_NeedsLock()
    {
        // A client that used an unknown encoding is told which are known (gRPC compression.md).
        var accepted = _status.StatusCode == StatusCode.Unimplemented ? Host.Settings.Reading.Compression.AcceptEncodingField : null;
        Response.SendTrailers_NeedsLock(Stream, _status, accepted);
        End_NeedsLock();
    }

    private void End_NeedsLock()
    {
        if (_phase == CallPhase.Ended) return;

        _phase = CallPhase.Ended;
        _cancellation.Deadline?.Stop();
        Stream.Detach_NeedsLock();
        ReleaseSlot_NeedsLock();
    }

    private void HandlerReturned_NeedsLock()
    {
        _handlerRuns = false;
        ReleaseSlot_NeedsLock();
    }

    private void ReleaseSlot_NeedsLock()
    {
        if (_handlerRuns || _phase != CallPhase.Ended || _slot is null) return;

        Host.Driver.Engine_NeedsLock.Release(_slot);
        _slot = null;
        Stream.DropInbound_NeedsLock(); // what the handler did not read, nobody will
    }
}
