using Peregrine.Http2.Connections;
using Peregrine.Transports;

namespace Peregrine.Connections;

/// <summary>
/// The combining flush: whoever appended output and finds no flush under way sends it; the others only append, and what piles up meanwhile leaves in
/// the next send. No writer task, no hop to another thread. Only a burst of small writes to streams, each of which would be a send of its own, is left to an
/// item of the scheduler: it sends what the writer appends meanwhile.
/// </summary>
internal sealed class OutputFlusher(ByteConnection bytes, Lock gate, Http2Connection engine, IFlushListener listener, CallScheduler scheduler, TimeProvider time) : IThreadPoolWorkItem
{
    private readonly List<ReadOnlyMemory<byte>> _sending = [];
    private SendPace _pace = new(time);
    private bool _deferred;
    private bool _busy;
    private bool _dead;
    private Promise? _idle;

    /// <summary>Whether a send is under way.</summary>
    public bool IsBusy_NeedsLock => _busy;

    /// <summary>Takes the output when there is some and nobody else sends. On true the caller must call <see cref="Send"/> after leaving the lock.</summary>
    public bool TryBegin_NeedsLock()
    {
        if (_busy || _dead || engine.Output.Length == 0 || engine.OutputShouldWait) return false;

        _busy = true;
        Take_NeedsLock();
        return true;
    }

    /// <summary>The same for a write to a stream, behind which more may follow at once: in a burst the output is left to the scheduler.</summary>
    public bool TryBeginWrite_NeedsLock()
    {
        if (_deferred || _busy) return false;

        if (!_pace.IsBurst()) return TryBegin_NeedsLock();

        _deferred = true;
        scheduler.Queue(this);
        return false;
    }

    /// <summary>
    /// The same within a drain, at whose end everything leaves in one send: only when so much has gathered that the peer had better begin with it while the rest is made,
    /// and not in a row. One connection with 100 callers makes half as many calls again for it, at the same CPU time per call.
    /// </summary>
    public bool TryBeginInDrain_NeedsLock() => _pace.IsDueInDrain(engine.Output.Length) && TryBegin_NeedsLock();

    /// <summary>Sends what a burst has left.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        bool flush;
        lock (gate)
        {
            _deferred = false;
            flush = TryBegin_NeedsLock();
        }

        if (flush) Send();
    }

    /// <summary>Sends what was taken, and all that is appended until then. Returns early when the transport makes it wait; the rest goes on by itself.</summary>
    public void Send()
    {
        while (true)
        {
            var send = StartSend();
            if (!send.IsCompletedSuccessfully)
            {
                _ = FinishAsync(send);
                return;
            }

            send.GetAwaiter().GetResult();
            if (!Sent()) return;
        }
    }

    /// <summary>Completes when all output was given to the transport, or the transport failed.</summary>
    public Task WhenIdleAsync()
    {
        bool flush;
        Task idle;
        lock (gate)
        {
            flush = TryBegin_NeedsLock();
            idle = !_busy ? Task.CompletedTask : (_idle ??= new Promise(scheduler)).Task;
        }

        if (flush) Send();
        return idle;
    }

    /// <summary>The transport has failed and the engine is silent: what was written goes back to the pool.</summary>
    public void Discard_NeedsLock()
    {
        engine.Output.TakeAll(_sending);
        engine.Output.Recycle(_sending);
    }

    private ValueTask StartSend()
    {
        try
        {
            return bytes.SendAsync(_sending, CancellationToken.None);
        }
#pragma warning disable CA1031 // any failure of the transport is reported in one way
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ValueTask.FromException(error);
        }
    }

    private async Task FinishAsync(ValueTask send)
    {
        try
        {
            await send.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // any failure of the transport is reported in one way
        catch (Exception error)
#pragma warning restore CA1031
        {
            Died(error);
            return;
        }

        if (Sent()) Send();
    }

    private bool Sent()
    {
        Promise? idle;
        lock (gate)
        {
            engine.Output.Recycle(_sending);
            listener.OnSent_NeedsLock();
            if (engine.Output.Length > 0)
            {
                Take_NeedsLock();
                return true;
            }

            _busy = false;
            idle = _idle;
            _idle = null;
        }

        idle?.Complete();
        return false;
    }

    private void Take_NeedsLock()
    {
        _pace.Sending();
        engine.Output.TakeAll(_sending);
        engine.OutputTaken();
    }

    private void Died(Exception error)
    {
        Promise? idle;
        lock (gate)
        {
            _dead = true;
            _busy = false;
            engine.Output.Recycle(_sending);
            idle = _idle;
            _idle = null;
        }

        idle?.Complete();
        listener.SendFailed(error);
    }
}

/// <summary>Who wants to know how sending goes.</summary>
internal interface IFlushListener
{
    /// <summary>A send ended: there is room in the output again. Called under the connection's lock.</summary>
    void OnSent_NeedsLock();

    /// <summary>The transport failed; nothing more is sent.</summary>
    void SendFailed(Exception error);
}
