namespace Peregrine.Client.Calls;

/// <summary>What ends a client call from this side by itself: its deadline, the caller's token, a propagated token. A member of the call; costs nothing where none is set.</summary>
internal struct CallLife
{
    private readonly CancellationToken _propagated;
    private readonly TimeSpan? _timeout;
    private readonly long _startedAt;
    private CancellationTokenRegistration _byCaller;
    private CancellationTokenRegistration _byParent;
    private ITimer? _deadline;

    public CallLife(in CallOptions options, TimeProvider time)
    {
        CallerToken = options.CancellationToken;
        _propagated = options.PropagatedCancellationToken;
        _timeout = options.EffectiveTimeout(time);
        _startedAt = _timeout is null ? 0 : time.GetTimestamp();
    }

    /// <summary>The token that the caller passed.</summary>
    public CancellationToken CallerToken { get; }

    /// <summary>The deadline as the time from the call's start; zero for none.</summary>
    public readonly TimeSpan Timeout => _timeout ?? TimeSpan.Zero;

    /// <summary>What is left until the deadline, or null for none.</summary>
    public readonly TimeSpan? TimeLeft(TimeProvider time) => _timeout is { } timeout ? timeout - time.GetElapsedTime(_startedAt) : null;

    /// <summary>Watches the deadline and the tokens; ends the call at once when one has passed already.</summary>
    public void Start(ClientCall call, TimeProvider time)
    {
        if (CallerToken.CanBeCanceled) _byCaller = CallerToken.UnsafeRegister(static call => ((ClientCall)call!).End(CallEnd.CancelledByToken, byCaller: true), call);
        if (_propagated.CanBeCanceled) _byParent = _propagated.UnsafeRegister(static call => ((ClientCall)call!).End(CallEnd.CancelledByParent), call);
        if (_timeout is not { } timeout || call.HasEnded) return;

        if (timeout <= TimeSpan.Zero) call.End(CallEnd.DeadlinePassed(call, timeout));
        else if (timeout < TimeSpan.FromDays(40)) _deadline = time.CreateTimer(static call => Expire((ClientCall)call!), call, timeout, System.Threading.Timeout.InfiniteTimeSpan);
    }

    /// <summary>The call has ended: nothing is watched any more.</summary>
    public void Stop()
    {
        // Unregister does not wait for a running callback, so it is safe under the connection's lock.
        _byCaller.Unregister();
        _byParent.Unregister();
        _deadline?.Dispose();
    }

    private static void Expire(ClientCall call) => call.End(CallEnd.DeadlinePassed(call, call.Timeout));
}
