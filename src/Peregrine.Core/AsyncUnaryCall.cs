using System.Runtime.CompilerServices;

namespace Peregrine;

/// <summary>A unary call that runs: await it for the response, or look at headers, status and trailers. Dispose cancels it when it has not ended. Safe for several threads.</summary>
/// <typeparam name="TResponse">What the server sends.</typeparam>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    private readonly IClientCall<TResponse> _call;

    /// <summary>Makes a call of delegates, as mocks need.</summary>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ArgumentNullException.ThrowIfNull(responseAsync);
        _call = DelegateClientCall<TResponse>.Create(responseAsync, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Makes a call of delegates that share a state, so that they need no closures.</summary>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ArgumentNullException.ThrowIfNull(responseAsync);
        _call = new DelegateClientCall<TResponse>(responseAsync, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Makes a call that nobody made, for tests: it ends as the task does, with that response, or with that <see cref="RpcException"/>.</summary>
    public AsyncUnaryCall(Task<TResponse> responseAsync)
    {
        ArgumentNullException.ThrowIfNull(responseAsync);
        _call = new StandInCall<TResponse>(responseAsync);
    }

    /// <summary>Shows a running call of the client.</summary>
    internal AsyncUnaryCall(IClientCall<TResponse> call)
    {
        _call = call;
    }

    /// <summary>Completes with the response; fails with <see cref="RpcException"/> when the status is not OK.</summary>
    public Task<TResponse> ResponseAsync => _call.ResponseAsync;

    /// <summary>Completes with the response headers as soon as they arrive; fails with <see cref="RpcException"/> when the call ends without any.</summary>
    public Task<Metadata> ResponseHeadersAsync => _call.ResponseHeadersAsync;

    /// <summary>Awaits <see cref="ResponseAsync"/>.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits <see cref="ResponseAsync"/>, on the captured context or not.</summary>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) => ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>A call that nobody made and that has ended with this response: a stand-in for a client returns the response itself.</summary>
#pragma warning disable CA2225 // the constructor is the named form
    public static implicit operator AsyncUnaryCall<TResponse>(TResponse response) => new(Task.FromResult(response));

    /// <summary>A call that nobody made and that ends as the task does.</summary>
    public static implicit operator AsyncUnaryCall<TResponse>(Task<TResponse> responseAsync) => new(responseAsync);
#pragma warning restore CA2225

    /// <summary>What stands behind the call.</summary>
    internal IClientCall Call => _call;

    /// <summary>How the call ended.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Status GetStatus() => _call.GetStatus();

    /// <summary>The trailers of the call.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Metadata GetTrailers() => _call.GetTrailers();

    /// <summary>Cancels the call when it has not ended, and gives its resources back. Further calls have no effect.</summary>
    public void Dispose() => _call.Dispose();
}
