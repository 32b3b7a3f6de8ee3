using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Server.Calls;
using Peregrine.Server.Routing;
using Peregrine.Transports;
using Peregrine.Wire;

namespace Peregrine.Server.Listening;

/// <summary>
/// One accepted connection: turns requests into calls, and drains in two steps when the server stops, or the connection is old or idle.
/// <code>
///   serving ──GOAWAY(2^31-1), PING──► draining ──PING answered: GOAWAY(last id)──► last calls ──none left──► closed
/// </code>
/// </summary>
internal sealed class ServerConnection : IConnectionOwner
{
    private const string TooManyPings = "too_many_pings"; // the text that clients know (gRFC A8)
    private const ulong DrainPing = 0x7065_7265_6772_696e;
    private const string ServerStops = "the server is shutting down";

    private readonly Router _router;
    private readonly CallHost _host;
    private readonly Promise _closed;
    private readonly Action<ServerConnection> _onClosed;
    private readonly ServerMetrics _metrics;
    private readonly ConnectionAge _age;
    private readonly PingStrikes _strikes;
    private DrainStep _drain;
    private string _drainReason = ServerStops;
    private (long Points, long Pauses) _reported;
    private bool _isRefused;

    public ServerConnection(ByteConnection bytes, ServerConnectionOptions options, Router router, CallSettings settings, ServerMetrics metrics, Action<ServerConnection> onClosed)
    {
        _router = router;
        _metrics = metrics;
        _onClosed = onClosed;
        _closed = new(options.Driver.Scheduler);
        Driver = new ConnectionDriver(bytes, Http2Role.Server, options.Driver, this);
        _host = new CallHost(Driver, settings);
        _age = new ConnectionAge(options.Limits, settings.Random(), Driver.NowMs());
        _strikes = new PingStrikes(options.Limits);
    }

    private enum DrainStep
    {
        Serving,
        PingSent,
        LastCalls,
    }

    public ConnectionDriver Driver { get; }

    /// <summary>Completes when the transport is closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Calls that hold a slot: a look without the lock.</summary>
    public int ActiveCalls => Driver.Engine_NeedsLock.ActiveStreams;

    /// <summary>Whether no handler starts because too much is unsent: a look without the lock.</summary>
    public bool IsPaused => Driver.Backlog.IsEngaged;

    /// <summary>Tells the client why it is not served, and closes.</summary>
    public void Refuse(Refusal refusal)
    {
        _isRefused = true;
        ServerLog.ConnectionRefused(_host.Settings.Log, Driver.Peer.Remote, refusal.Text);
        Driver.Start();
        Driver.Close(refusal.Code, refusal.Text);
    }

    /// <summary>Checks time limits, and reports what was counted; about once a second.</summary>
    public void Tick()
    {
        Driver.Tick();
        LookAtAge();
        Report();
    }

    /// <summary>Stops taking new calls; the connection closes when the running ones have ended.</summary>
    public void BeginDrain()
    {
        using (Driver.Enter()) BeginDrain_NeedsLock(ServerStops);
    }

    /// <summary>The server's grace is over: running calls end with UNAVAILABLE, then the connection closes.</summary>
    public void GiveUp() => GiveUp(ServerStops, "The server is shutting down");

    void IConnectionOwner.OnRequest_NeedsLock(Http2Stream stream, HeaderList headers, bool endStream)
    {
        var head = RequestHead.Read(headers);
        if (head.Fault is { } fault)
        {
            ResponseHead.WriteFault(Driver.Engine_NeedsLock.BeginHeaders(stream), fault);
            EndRefused_NeedsLock(stream, fault.Status, head.PathText);
        }
        else if (_router.Find(head.Path!, out var problem) is { } method) // a head without a path has a fault
        {
            method.CreateCall(_host, head).Open_NeedsLock(stream, endStream);
        }
        else
        {
            var status = new Status(StatusCode.Unimplemented, problem);
            ResponseHead.WriteTrailersOnly(Driver.Engine_NeedsLock.BeginHeaders(stream), status, null, null);
            EndRefused_NeedsLock(stream, status, head.PathText);
        }
    }

    void IConnectionOwner.OnPingAcknowledged_NeedsLock(ulong payload)
    {
        // The client has seen the first GOAWAY: whatever it opened before has arrived.
        if (payload == DrainPing) FinishDrain_NeedsLock();
    }

    void IConnectionOwner.OnPing_NeedsLock()
    {
        if (_strikes.IsOneTooMany(Driver.NowMs(), Driver.Streams_NeedsLock.Count > 0, Driver.Engine_NeedsLock.MessageFramesSent))
            Driver.MakeReady_NeedsLock(new CloseItem(this, Http2ErrorCode.EnhanceYourCalm, TooManyPings));
    }

    void IConnectionOwner.OnStreamClosed_NeedsLock()
    {
        _age.CallEnded();
        CloseWhenIdle_NeedsLock();
    }

    void IConnectionOwner.OnReady_NeedsLock()
    {
        // A server's connection serves from its first byte on.
    }

    void IConnectionOwner.OnStreamSlotsAvailable_NeedsLock()
    {
        // Servers open no streams.
    }

    void IConnectionOwner.OnGoAway_NeedsLock(StreamId lastStreamId, Http2ErrorCode code, string debugText)
    {
        // The client opens no more streams; running calls go on, and it closes when it is done.
    }

    void IConnectionOwner.OnClosed(ConnectionEnd end)
    {
        var log = _host.Settings.Log;
        if (end.Cause == ConnectionEndCause.ProtocolError) ServerLog.ConnectionBroken(log, Driver.Peer.Remote, end.Text);
        else ServerLog.ConnectionEnded(log, Driver.Peer.Remote, end.Text);
        Report();
        if (!_isRefused) _metrics.Ended(end, isPingFlood: end.Text == TooManyPings);
        _onClosed(this);
        _closed.Complete();
    }

    void IConnectionOwner.OnStreamFault_NeedsLock(in Http2Error error) => _metrics.StreamReset(error.Violation);

    private void Report()
    {
        long points;
        long pauses;
        lock (Driver.Gate)
        {
            points = Driver.Engine_NeedsLock.AbusePoints - _reported.Points;
            pauses = Driver.Backlog.Pauses_NeedsLock - _reported.Pauses;
            _reported = (_reported.Points + points, _reported.Pauses + pauses);
        }

        _metrics.Add(points, pauses);
    }

    private void LookAtAge()
    {
        ConnectionAgeStep step;
        using (Driver.Enter())
        {
            if (Driver.End is not null) return;

            step = _age.Look(Driver.NowMs(), Driver.Streams_NeedsLock.Count > 0);
            if (step == ConnectionAgeStep.DrainOld) BeginDrain_NeedsLock("max_age");
            if (step == ConnectionAgeStep.DrainIdle) BeginDrain_NeedsLock("max_idle");
            if (step == ConnectionAgeStep.GiveUpPing) FinishDrain_NeedsLock();
        }

        if (step == ConnectionAgeStep.GiveUp) GiveUp("max_age", "The connection has reached the age at which the server closes it (max_age)");
    }

    private void BeginDrain_NeedsLock(string reason)
    {
        if (_drain != DrainStep.Serving || Driver.End is not null) return;

        _drain = DrainStep.PingSent;
        _drainReason = reason;
        _age.DrainBegan(Driver.NowMs());
        Driver.Engine_NeedsLock.BeginDrain(reason);
        Driver.Engine_NeedsLock.SendPing(DrainPing);
        _host.BeginDrain_NeedsLock();
    }

    private void FinishDrain_NeedsLock()
    {
        if (_drain != DrainStep.PingSent) return;

        _drain = DrainStep.LastCalls;
        Driver.Engine_NeedsLock.FinishDrain(Http2ErrorCode.NoError, _drainReason);
        CloseWhenIdle_NeedsLock();
    }

    private void CloseWhenIdle_NeedsLock()
    {
        if (_drain == DrainStep.LastCalls && Driver.Streams_NeedsLock.Count == 0) Driver.MakeReady_NeedsLock(new CloseItem(this, Http2ErrorCode.NoError, _drainReason));
    }

    private void GiveUp(string reason, string what)
    {
        var status = new Status(StatusCode.Unavailable, $"{what}; the call had not ended within the grace period. Retry on another connection.");
        using (Driver.Enter())
        {
            foreach (var stream in Driver.Streams_NeedsLock.ToList()) ((ServerStream)stream).GiveUp_NeedsLock(status);
        }

        Driver.Close(Http2ErrorCode.NoError, reason, isUrgent: true);
    }

    private void EndRefused_NeedsLock(Http2Stream stream, in Status status, string path)
    {
        var engine = Driver.Engine_NeedsLock;
        engine.EndHeaders(endStream: true);
        if (stream.CanReceive) engine.Reset(stream, Http2ErrorCode.NoError);
        engine.Release(stream);
        ServerLog.CallFailed(_host.Settings.Log, path, status.StatusCode, status.Detail);
    }

    private sealed class CloseItem(ServerConnection connection, Http2ErrorCode code, string reason) : IThreadPoolWorkItem
    {
        public void Execute() => connection.Driver.Close(code, reason);
    }
}
