using Peregrine.Connections;

namespace Peregrine.Client.Balancing;

/// <summary>The state of a channel for those who watch it. Safe for any thread.</summary>
internal sealed class ConnectivityWatch(CallScheduler scheduler)
{
    private readonly Lock _gate = new();
    private Promise _changed = new(scheduler);
    private volatile ConnectivityState _state;

    public ConnectivityState State => _state;

    public void Set(ConnectivityState state)
    {
        Promise changed;
        lock (_gate)
        {
            if (_state == state) return;
            _state = state;
            changed = _changed;
            _changed = new(scheduler);
        }

        changed.Complete();
    }

    /// <summary>Completes when the state is another than <paramref name="lastObserved"/>.</summary>
    public Task WaitForChangeAsync(ConnectivityState lastObserved, CancellationToken cancellationToken)
    {
        // A task for each who waits: of several awaiters of one task .NET resumes all but the first on the thread pool.
        lock (_gate) return _state != lastObserved ? Task.CompletedTask : _changed.Task.ContinueWith(static _ => { }, cancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
