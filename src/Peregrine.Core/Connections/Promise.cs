namespace Peregrine.Connections;

/// <summary>
/// A task whose awaiters resume on the scheduler, never on the stack or under the lock of whoever completes it. The first completion counts. Safe for any thread.
/// </summary>
internal class Promise<T>(CallScheduler scheduler) : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource<T> _source = new();
    private T? _result;
    private Exception? _error;
    private int _isDecided;

    public Task<T> Task => _source.Task;

    /// <summary>Completes the task, soon. False when its end was decided before.</summary>
    public bool TrySetResult(T result)
    {
        if (!TryDecide()) return false;

        _result = result;
        scheduler.Queue(this);
        return true;
    }

    /// <summary>Fails the task, soon; an <see cref="OperationCanceledException"/> cancels it. False when its end was decided before.</summary>
    public bool TrySetException(Exception error)
    {
        if (!TryDecide()) return false;

        _error = error;
        scheduler.Queue(this);
        return true;
    }

    /// <summary>Resumes who waits: an item of the scheduler.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        if (_error is null) _source.SetResult(_result!); // set before it was queued
        else if (_error is OperationCanceledException cancelled) _source.SetCanceled(cancelled.CancellationToken);
        else _source.SetException(_error);
        _ = _source.Task.Exception; // observed: nobody may be waiting any more
    }

    private bool TryDecide() => Interlocked.Exchange(ref _isDecided, 1) == 0;
}

/// <summary>The same without a result.</summary>
/// <param name="scheduler">Where awaiters resume.</param>
/// <param name="behind">A promise that is completed with this one.</param>
internal sealed class Promise(CallScheduler scheduler, Promise? behind = null) : Promise<bool>(scheduler)
{
    /// <summary>Completes the task, soon.</summary>
    public void Complete()
    {
        behind?.Complete();
        TrySetResult(true);
    }
}
