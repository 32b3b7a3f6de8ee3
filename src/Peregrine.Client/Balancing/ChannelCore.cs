using Peregrine.Client.Connecting;
using Peregrine.Client.Resolving;
using Peregrine.Connections;
using Peregrine.Transports;

namespace Peregrine.Client.Balancing;

/// <summary>
/// A channel without its calls: resolver → addresses → subchannels → picker → waiting calls. Members may be called from any thread;
/// what they set going happens on one <see cref="WorkQueue"/>. Connections are shared: nothing that happens to a call touches an attempt to connect.
/// </summary>
internal sealed class ChannelCore<T> : IBalancerOwner<T>
    where T : class, ISubchannelConnection
{
    private readonly string _target;
    private readonly Resolver _resolver;
    private readonly SubchannelOptions _options;
    private readonly ConnectivityWatch _watch;
    private readonly PickQueue<T> _picks;
    private readonly PickFirst<T> _balancer;
    private Backoff _resolverBackoff;
    private ITimer? _resolverRetry;
    private bool _isStarted;

    /// <summary>Makes an idle channel.</summary>
    /// <param name="target">What the channel is for, as the user wrote it.</param>
    /// <param name="resolver">Owned by the channel from now on.</param>
    /// <param name="connect">Connects to an address; completes when the peer's SETTINGS have arrived, or fails with <see cref="ConnectFailedException"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="runtime">Threads, and chance for the back-off.</param>
    public ChannelCore(string target, Resolver resolver, Func<Address, CancellationToken, ValueTask<T>> connect, TimeProvider time, CallRuntime runtime)
    {
        _target = target;
        _resolver = resolver;
        _options = new(new(), time, runtime.Random);
        _watch = new(runtime.Scheduler);
        _picks = new(time, runtime.Scheduler);
        _balancer = new((address, onChange) => new(address, _options, connect, onChange), this, new(target, time));
    }

    /// <summary>The state now.</summary>
    public ConnectivityState State => _watch.State;

    /// <summary>Completes when the state is another than <paramref name="lastObserved"/>.</summary>
    public Task WaitForStateChangedAsync(ConnectivityState lastObserved, CancellationToken cancellationToken) => _watch.WaitForChangeAsync(lastObserved, cancellationToken);

    /// <summary>A usable connection, or null when a call has to wait for one. Allocates nothing.</summary>
    public T? TryPick() => _picks.TryPick();

    /// <summary>
    /// A usable connection; connects when the channel is idle. Synchronous and without allocation when READY. A call that does not wait for ready fails with UNAVAILABLE in
    /// TRANSIENT_FAILURE; every call fails once the channel is shut down.
    /// </summary>
    public ValueTask<T> PickAsync(bool waitForReady, CancellationToken cancellationToken)
    {
        if (_picks.TryPick() is { } connection) return new(connection);
        var pick = _picks.PickAsync(waitForReady, out var isQueued, cancellationToken);
        if (isQueued && State == ConnectivityState.Idle) RequestConnection();
        return pick;
    }

    /// <summary>Leaves IDLE as if a call had been made.</summary>
    public void RequestConnection() => _options.Queue.Post(Connect);

    /// <summary>Tries to connect without waiting for the back-off: the network has come back.</summary>
    public void ResetBackoff() => _options.Queue.Post(() =>
    {
        _resolverBackoff.Reset();
        if (_resolverRetry is not null) RetryResolution();
        _balancer.ResetBackoff();
    });

    /// <summary>For good: waiting calls fail with CANCELLED, connections close. Harmless when repeated.</summary>
    public void Shutdown() => _options.Queue.Post(() =>
    {
        if (State == ConnectivityState.Shutdown) return;
        _watch.Set(ConnectivityState.Shutdown);
        _resolver.Dispose();
        StopResolverRetry();
        _balancer.Shutdown("the channel was shut down");
        _picks.Close(new(StatusCode.Cancelled, $"The channel to {_target} was shut down."));
    });

    void IBalancerOwner<T>.Publish(ConnectivityState state, Picker<T> picker)
    {
        if (State == ConnectivityState.Shutdown) return;
        _watch.Set(state);
        _picks.Publish(picker);
        if (state == ConnectivityState.Idle && _picks.HasWaiters) RequestConnection();
    }

    void IBalancerOwner<T>.RequestResolution()
    {
        if (_resolverRetry is null) _resolver.RequestResolution();
    }

    private void Connect()
    {
        if (State != ConnectivityState.Idle) return;
        _balancer.Connect();
        if (_isStarted) return;
        _isStarted = true;
        _resolver.Start(result => _options.Queue.Post(() => OnResolved(result)));
    }

    private void OnResolved(ResolverResult result)
    {
        if (State == ConnectivityState.Shutdown) return;
        StopResolverRetry();
        if (result.Addresses.Count > 0)
        {
            _resolverBackoff.Reset();
            _balancer.Update(result.Addresses);
            return;
        }

        var wait = _resolverBackoff.Next(_options.Random());
        var time = _options.Time;
        _resolverRetry = time.CreateTimer(_ => _options.Queue.Post(RetryResolution), null, wait, Timeout.InfiniteTimeSpan);
        _balancer.ResolverFailed(result.Failure ?? NoAddress(), time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));
    }

    private void RetryResolution()
    {
        if (_resolverRetry is null) return;
        StopResolverRetry();
        _resolver.RequestResolution();
    }

    private void StopResolverRetry()
    {
        _resolverRetry?.Dispose();
        _resolverRetry = null;
    }

    private ConnectFailure NoAddress() => new()
    {
        Reason = ConnectFailureReason.NameNotFound,
        Phase = ConnectPhase.Resolve,
        Target = _target,
        Text = $"Cannot resolve {_target}: the name has no address. Check the DNS entry of the host.",
    };
}
