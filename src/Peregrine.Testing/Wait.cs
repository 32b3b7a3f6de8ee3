using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>One operation on a link that waits: tried again on the scheduler each time something has changed, until it completes.</summary>
internal sealed class Wait : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<int> _source = new();
    private readonly LinkDirection _direction;
    private readonly CallScheduler _scheduler;
    private readonly CancellationToken _cancellationToken;
    private readonly Func<int?> _try;
    private CancellationTokenRegistration _registration;
    private int _isQueued;

    /// <summary>Makes a waiting operation.</summary>
    /// <param name="direction">Forgets the operation when it is over.</param>
    /// <param name="scheduler">Where it is tried again.</param>
    /// <param name="attempt">The operation: a result, null to wait on, or an exception.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Wait(LinkDirection direction, CallScheduler scheduler, Func<int?> attempt, CancellationToken cancellationToken)
    {
        _direction = direction;
        _scheduler = scheduler;
        _try = attempt;
        _cancellationToken = cancellationToken;
    }

    public Task<int> Task => _source.Task;

    /// <summary>Watches the token; not under a lock.</summary>
    public void Start()
    {
        if (!_cancellationToken.CanBeCanceled) return;

        _registration = _cancellationToken.UnsafeRegister(static wait => ((Wait)wait!).Wake(), this);
        if (_source.Task.IsCompleted) _registration.Unregister(); // meanwhile, on another thread
    }

    /// <summary>Something has changed.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isQueued, 1) == 0) _scheduler.Queue(this);
    }

    /// <summary>Tries again: an item of the scheduler.</summary>
    public void Execute()
    {
        Volatile.Write(ref _isQueued, 0);
        if (_source.Task.IsCompleted) return;

        try
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (_try() is { } result) End(static (source, result) => source.TrySetResult(result), result);
        }
        catch (OperationCanceledException cancelled)
        {
            End(static (source, cancelled) => source.TrySetCanceled(cancelled.CancellationToken), cancelled);
        }
        catch (IOException broken)
        {
            End(static (source, broken) => source.TrySetException(broken), broken);
        }
        catch (ObjectDisposedException closed)
        {
            End(static (source, closed) => source.TrySetException(closed), closed);
        }
    }

    private void End<TState>(Func<TaskCompletionSource<int>, TState, bool> how, TState state)
    {
        _registration.Unregister();
        _direction.Forget(this);
        how(_source, state);
    }
}
