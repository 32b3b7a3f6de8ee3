namespace Peregrine.Interceptors;

/// <summary>The requests of a deferred call: writes wait, in order, until the interceptor has passed the call on.</summary>
internal sealed class DeferredRequests<T>(CallInterceptor interceptor, ClientCallContext context, Func<Exception, Exception> asCallerSees) : IClientStreamWriter<T>
    where T : class
{
    private readonly TaskCompletionSource<IClientStreamWriter<T>> _started = new();
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private WriteOptions? _writeOptions;

    public WriteOptions? WriteOptions
    {
        get => _started.Task.IsCompletedSuccessfully ? _started.Task.Result.WriteOptions : _writeOptions;
        set
        {
            _writeOptions = value;
            if (_started.Task.IsCompletedSuccessfully) _started.Task.Result.WriteOptions = value;
        }
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken) => InOrderAsync(
        writer =>
        {
            interceptor.OnSending(context, message);
            return writer.WriteAsync(message, cancellationToken);
        },
        cancellationToken);

    public Task CompleteAsync() => InOrderAsync(static writer => writer.CompleteAsync(), CancellationToken.None);

    public void Start(IClientStreamWriter<T> inner)
    {
        if (_writeOptions is not null) inner.WriteOptions = _writeOptions;
        _started.TrySetResult(inner);
    }

    /// <summary>The call has ended: writes that still wait fail.</summary>
    public void Finish(Exception? error)
    {
        if (error is null) return;
        _started.TrySetException(error);
        _ = _started.Task.Exception;
    }

    private async Task InOrderAsync(Func<IClientStreamWriter<T>, Task> write, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource();
        Task previous;
        lock (_lock)
        {
            previous = _last;
            _last = done.Task;
        }

        await previous.ConfigureAwait(false);
        try
        {
            var writer = await _started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            await write(writer).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            throw asCallerSees(cancelled);
        }
        finally
        {
            done.SetResult();
        }
    }
}
