namespace Peregrine.Client.Balancing;

/// <summary>The state of a channel for those who watch it. Safe for any thread.</summary>
internal sealed class ConnectivityWatch
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = New();
    private volatile ConnectivityState _state;

    public ConnectivityState State => _state;

    public void Set(ConnectivityState state)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_state == state) return;
            _state = state;
            changed = _changed;
            _changed = New();
        }

        changed.SetResult();
    }

    /// <summary>Completes when the state is another than <paramref name="lastObserved"/>.</summary>
    public Task WaitForChangeAsync(ConnectivityState lastObserved, CancellationToken cancellationToken)
    {
        lock (_gate) return _state != lastObserved ? Task.CompletedTask : _changed.Task.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
