namespace Peregrine.Interceptors;

/// <summary>The responses of a deferred call: reads wait for its start, and the end of the stream waits for the interceptor to return.</summary>
internal sealed class DeferredResponses<T>(CallInterceptor interceptor, ClientCallContext context, Action giveUp) : IAsyncStreamReader<T>
    where T : class
{
    private readonly TaskCompletionSource<IAsyncStreamReader<T>> _started = new();
    private readonly TaskCompletionSource _endOfInner = new();
    private readonly TaskCompletionSource _finished = new();

    public T Current => _started.Task.IsCompletedSuccessfully ? _started.Task.Result.Current : throw new InvalidOperationException("There is no current message: MoveNext was not called.");

    /// <summary>Completes when the stream behind the interceptor was read to its end, or failed.</summary>
    public Task EndOfInner => _endOfInner.Task;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_finished.Task.IsCompleted) return await FinishedAsync().ConfigureAwait(false);
        var inner = await StartedAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await inner.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                interceptor.OnReceived(context, inner.Current);
                return true;
            }

            _endOfInner.TrySetResult();
        }
        catch (Exception error)
        {
            Abandon(error);
        }

        return await FinishedAsync().ConfigureAwait(false);
    }

    public void Start(IAsyncStreamReader<T> inner) => _started.TrySetResult(inner);

    public void Abandon(Exception reason)
    {
        _endOfInner.TrySetException(reason);
        _ = _endOfInner.Task.Exception;
    }

    public void Finish(Exception? error)
    {
        if (error is null)
        {
            _finished.TrySetResult();
            return;
        }

        _finished.TrySetException(error);
        _started.TrySetException(error);
        _ = _finished.Task.Exception;
        _ = _started.Task.Exception;
    }

    // Giving up a read gives up the call, also when the interceptor has not passed it on yet.
    private async Task<IAsyncStreamReader<T>> StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            giveUp();
            throw;
        }
    }

    private async Task<bool> FinishedAsync()
    {
        await _finished.Task.ConfigureAwait(false);
        return false;
    }
}
