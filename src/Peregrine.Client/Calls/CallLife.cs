namespace Peregrine.Client.Calls;

/// <summary>What ends a client call from this side by itself: its deadline, the caller's token, a propagated token. Only a call that has one of them has this.</summary>
internal sealed class CallLife
{
    private readonly CancellationToken _propagated;
    private readonly TimeSpan? _timeout;
    private readonly long _startedAt;
    private readonly TimeProvider _time;
    private CancellationTokenRegistration _byCaller;
    private CancellationTokenRegistration _byParent;
    private ITimer? _deadline;

    private CallLife(in CallOptions options, TimeSpan? timeout, TimeProvider time)
    {
        CallerToken = options.CancellationToken;
        _propagated = options.PropagatedCancellationToken;
        _timeout = timeout;
        _time = time;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>The token that the caller passed.</summary>
    public CancellationToken CallerToken { get; }

    /// <summary>The deadline as the time from the call's start; null for none.</summary>
    public TimeSpan? Timeout => _timeout;

    /// <summary>What is left until the deadline, or null for none.</summary>
    public TimeSpan? TimeLeft => _timeout is { } timeout ? timeout - _time.GetElapsedTime(_startedAt) : null;

    /// <summary>What the options ask for, or null when nothing.</summary>
    public static CallLife? Of(in CallOptions options, TimeProvider time)
    {
        var timeout = options.EffectiveTimeout(time);
        return timeout is null && !options.CancellationToken.CanBeCanceled && !options.PropagatedCancellationToken.CanBeCanceled ? null : new CallLife(options, timeout, time);
    }

    /// <summary>Watches the deadline and the tokens; ends the call at once when one has passed already.</summary>
    public void Start(ClientCall call)
    {
        if (CallerToken.CanBeCanceled) _byCaller = CallerToken.UnsafeRegister(static call => ((ClientCall)call!).End(CallEnd.CancelledByToken, byCaller: true), call);
        if (_propagated.CanBeCanceled) _byParent = _propagated.UnsafeRegister(static call => ((ClientCall)call!).End(CallEnd.CancelledByParent), call);
        if (_timeout is not { } timeout || call.HasEnded) return;

        if (timeout <= TimeSpan.Zero) call.End(CallEnd.DeadlinePassed(call, timeout));
        else if (timeout < TimeSpan.FromDays(40)) _deadline = _time.CreateTimer(static call => Expire((ClientCall)call!), call, timeout, System.Threading.Timeout.InfiniteTimeSpan);
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
