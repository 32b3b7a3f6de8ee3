using Peregrine.Client.Connecting;
using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Transports;

namespace Peregrine.Client.Calls;

/// <summary>
/// One live connection of a channel.
/// <code>
///   handshaking ──SETTINGS──► ready ──GOAWAY──► draining (running calls go on) ──last call ends──► closed
///        └──────────────────────┴── lost ─────────────────────────────────────────────────────────► closed
/// </code>
/// </summary>
internal sealed class ClientConnection : IConnectionOwner, ISubchannelConnection
{
    private readonly Promise _ready;
    private readonly Promise<ConnectionEnd> _closed;
    private readonly Queue<WaitingCall> _waiting = new();
    private readonly KeepAlivePolicy _keepAlive;
    private Action? _unusable;
    private string? _goAway;

    public ClientConnection(ByteConnection bytes, DriverOptions options)
    {
        _ready = new(options.Scheduler);
        _closed = new(options.Scheduler);
        _keepAlive = options.KeepAlive;
        Driver = new ConnectionDriver(bytes, Http2Role.Client, options, this);
    }

    public ConnectionDriver Driver { get; }

    /// <summary>Whether new calls may be started on it.</summary>
    public bool IsUsable => Driver.End is null && Volatile.Read(ref _goAway) is null;

    /// <summary>Whether the server closed it because it finds the PINGs too many.</summary>
    public bool HadTooManyPings { get; private set; }

    /// <summary>Completes when the transport is closed.</summary>
    public Task<ConnectionEnd> Closed => _closed.Task;

    /// <summary>Speaks HTTP/2 on the connection; completes when the peer's SETTINGS have arrived. Fails with a <see cref="ConnectionEndException"/> when the connection ends before.</summary>
    public async Task HandshakeAsync(CancellationToken cancellationToken)
    {
        Driver.Start();
        try
        {
            await _ready.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Close("the attempt to connect was given up");
            throw;
        }
    }

    /// <summary>Calls <paramref name="action"/> once, on any thread, when no new calls are possible any more; at once if that is so already.</summary>
    public void WhenUnusable(Action action)
    {
        using (Driver.Enter())
        {
            if (IsUsable)
            {
                _unusable += action;
                return;
            }
        }

        action();
    }

    /// <summary>Opens a call now when there is a slot and nobody waits for one. False: let it wait in turn (<see cref="OpenInTurn"/>).</summary>
    public bool TryOpen(ClientCall call, in RequestStart start, ReadOnlySpan<byte> body)
    {
        using (Driver.Enter()) return _waiting.Count == 0 && call.TryOpen_NeedsLock(this, start, body);
    }

    /// <summary>Opens a call when its turn has come, first come first served. It is handed back to its opener when the connection takes no more calls.</summary>
    public void OpenInTurn(WaitingCall call)
    {
        using (Driver.Enter())
        {
            if (!IsUsable) Driver.MakeReady_NeedsLock(call);
            else if (_waiting.Count > 0 || !call.TryOpen_NeedsLock(this)) _waiting.Enqueue(call);
        }
    }

    /// <summary>Closes at once; running calls end with UNAVAILABLE.</summary>
    public void Close(string reason) => Driver.Close(Http2ErrorCode.NoError, reason);

    void IConnectionOwner.OnReady_NeedsLock() => _ready.Complete();

    void IConnectionOwner.OnStreamSlotsAvailable_NeedsLock()
    {
        while (_waiting.TryPeek(out var next) && next.TryOpen_NeedsLock(this)) _waiting.Dequeue();
    }

    void IConnectionOwner.OnGoAway_NeedsLock(StreamId lastStreamId, Http2ErrorCode code, string debugText)
    {
        _goAway = debugText.Length == 0 ? $"the server sent GOAWAY {code}" : $"the server sent GOAWAY {code}: {debugText}";
        if (code == Http2ErrorCode.EnhanceYourCalm && debugText == "too_many_pings")
        {
            HadTooManyPings = true;
            _keepAlive.AskLessOften();
        }

        BecomeUnusable_NeedsLock();
        CloseWhenIdle_NeedsLock();
    }

    void IConnectionOwner.OnStreamClosed_NeedsLock() => CloseWhenIdle_NeedsLock();

    void IConnectionOwner.OnPingAcknowledged_NeedsLock(ulong payload)
    {
        // That something was heard is what counts.
    }

    void IConnectionOwner.OnPing_NeedsLock()
    {
        // A server may ask as often as it likes, within the abuse budget.
    }

    void IConnectionOwner.OnRequest_NeedsLock(Http2Stream stream, HeaderList headers, bool endStream)
    {
        // A late answer to a call that was given up: the engine counts its bytes, nobody reads it.
    }

    void IConnectionOwner.OnClosed(ConnectionEnd end)
    {
        _ready.TrySetException(new ConnectionEndException(end));
        using (Driver.Enter()) BecomeUnusable_NeedsLock();
        _closed.TrySetResult(end);
    }

    private void BecomeUnusable_NeedsLock()
    {
        while (_waiting.TryDequeue(out var call)) Driver.MakeReady_NeedsLock(call);
        if (_unusable is not { } action) return;

        _unusable = null;
        Driver.MakeReady_NeedsLock(new ActionItem(action));
    }

    private void CloseWhenIdle_NeedsLock()
    {
        if (_goAway is not null && Driver.Streams_NeedsLock.Count == 0) Driver.MakeReady_NeedsLock(new ActionItem(() => Close("the server asked to go elsewhere and the last call has ended")));
    }

    private sealed class ActionItem(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
