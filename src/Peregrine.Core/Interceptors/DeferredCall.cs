namespace Peregrine.Interceptors;

/// <summary>
/// A call that the caller holds already while its interceptor still runs: it starts when the interceptor passes it on, and ends when the interceptor has returned.
/// <code>
/// Start → interceptor … next → StartInner → EndOfInner … interceptor returns → Finish
/// </code>
/// </summary>
internal abstract class DeferredCall<TRequest, TResponse> : IClientCall
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Metadata> _headers = new();
    private readonly CancellationTokenSource _cancel;
    private readonly CancellationToken _callersToken;
    private readonly Method<TRequest, TResponse> _method;
    private IClientCall? _inner;
    private Exception? _failure;
    private Task? _passedOn;
    private bool _isDisposed;
    private Status? _status;
    private Metadata? _trailers;

    protected DeferredCall(CallInterceptor interceptor, ClientInterceptorContext<TRequest, TResponse> context)
    {
        Interceptor = interceptor;
        _method = context.Method;
        _callersToken = context.Options.CancellationToken;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(_callersToken);
        Context = new ClientCallContext(_method, context.Host, context.Options.WithCancellationToken(_cancel.Token), _headers.Task);
    }

    public Task<Metadata> ResponseHeadersAsync => _headers.Task;

    public ClientCallContext Context { get; }

    public CallInterceptor Interceptor { get; }

    public void Start() => _ = RunAsync();

    public Status GetStatus() => _status ?? throw new InvalidOperationException("The call has not ended: its status is not known yet.");

    public Metadata GetTrailers() => _trailers ?? throw new InvalidOperationException("The call has not ended: its trailers are not known yet.");

    public void Dispose()
    {
        if (_status is not null) return;
        Volatile.Write(ref _isDisposed, true);
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return; // the call has ended meanwhile
        }

        _inner?.Dispose();
        Abandon(Disposed());
    }

    /// <summary>Starts the call behind the interceptor and returns it.</summary>
    protected abstract IClientCall StartInner(ClientInterceptorContext<TRequest, TResponse> context);

    /// <summary>Completes, or fails, when the call behind the interceptor has ended.</summary>
    protected abstract Task EndOfInner();

    /// <summary>The caller gave the call up: <see cref="EndOfInner"/> is to fail with this, if it has not completed.</summary>
    protected virtual void Abandon(Exception reason)
    {
    }

    /// <summary>Tells the caller how the call ended; null for success.</summary>
    protected abstract void Finish(Exception? error);

    private static RpcException Disposed() => new(new Status(StatusCode.Cancelled, "The call was disposed before it had ended."));

    private async Task RunAsync()
    {
        Exception? error = null;
        try
        {
            await Interceptor.InvokeAsync(Context, NextAsync).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        // The interceptor may have left without awaiting its continuation.
        if (_passedOn is { } passedOn) await passedOn.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else error ??= new RpcException(new Status(StatusCode.Internal, $"The interceptor {Interceptor.GetType().Name} did not pass the call on and did not say why."));

        error ??= _failure;
        End(error is null ? null : AsCallerSees(error));
    }

    private Task NextAsync()
    {
        if (_passedOn is not null) throw new InvalidOperationException("The continuation of an interceptor may be called once; a call cannot be repeated from here.");
        return _passedOn = PassOnAsync();
    }

    private async Task PassOnAsync()
    {
        try
        {
            if (Volatile.Read(ref _isDisposed)) throw Disposed();
            Context.Start();
            _inner = StartInner(new ClientInterceptorContext<TRequest, TResponse>(_method, Context.Host, Context.Options));
            if (Volatile.Read(ref _isDisposed)) _inner.Dispose();
            _ = ForwardHeadersAsync(_inner.ResponseHeadersAsync);
            await EndOfInner().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _failure = error;
            throw;
        }
        finally
        {
            var (status, trailers) = Outcome(_failure);
            Context.End(status, trailers);
        }
    }

    private async Task ForwardHeadersAsync(Task<Metadata> headers)
    {
        try
        {
            _headers.TrySetResult(await headers.ConfigureAwait(false));
        }
        catch (Exception error)
        {
            Fail(_headers, AsCallerSees(error));
        }
    }

    private void End(Exception? error)
    {
        (_status, _trailers) = Outcome(error);
        if (error is null) _headers.TrySetResult(Metadata.Empty);
        else Fail(_headers, error);
        _cancel.Dispose();
        if (error is not null) _inner?.Dispose(); // the interceptor may have failed a call that runs
        Finish(error);
    }

    /// <summary>Fails a task that nobody may be waiting for.</summary>
    protected static void Fail<T>(TaskCompletionSource<T> completion, Exception error)
    {
        if (error is OperationCanceledException cancelled) completion.TrySetCanceled(cancelled.CancellationToken);
        else completion.TrySetException(error);
        _ = completion.Task.Exception;
    }

    private (Status Status, Metadata Trailers) Outcome(Exception? error) => error switch
    {
        null => (_inner?.GetStatus() ?? Status.DefaultSuccess, _inner?.GetTrailers() ?? Metadata.Empty),
        RpcException rpc => (rpc.Status, rpc.Trailers),
        OperationCanceledException => (new Status(StatusCode.Cancelled, "The call was cancelled.", error), Metadata.Empty),
        _ => (new Status(StatusCode.Internal, error.Message, error), Metadata.Empty),
    };

    // What the call itself failed with stays as it is; what the interceptor threw becomes a status. The caller cancelled by its own token, so it gets that back.
    protected Exception AsCallerSees(Exception error) => error switch
    {
        RpcException => error,
        OperationCanceledException when _callersToken.IsCancellationRequested => new OperationCanceledException("The call was cancelled by the caller's token.", error, _callersToken),
        OperationCanceledException when _isDisposed => Disposed(),
        _ when ReferenceEquals(error, _failure) => error,
        _ => new RpcException(new Status(StatusCode.Internal, $"The interceptor {Interceptor.GetType().Name} failed: {error.GetType().Name}: {error.Message}", error)),
    };
}
