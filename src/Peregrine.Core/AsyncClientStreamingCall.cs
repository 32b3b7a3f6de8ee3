using System.Runtime.CompilerServices;

namespace Peregrine;

/// <summary>A call with many requests and one response: write to <see cref="RequestStream"/>, complete it, await the call. Dispose cancels it when it has not ended. Safe for several threads.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server sends.</typeparam>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly IClientCall<TResponse> _call;

    /// <summary>Makes a call of delegates, as mocks need.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ArgumentNullException.ThrowIfNull(requestStream);
        ArgumentNullException.ThrowIfNull(responseAsync);
        RequestStream = requestStream;
        _call = DelegateClientCall<TResponse>.Create(responseAsync, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Makes a call of delegates that share a state, so that they need no closures.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ArgumentNullException.ThrowIfNull(requestStream);
        ArgumentNullException.ThrowIfNull(responseAsync);
        RequestStream = requestStream;
        _call = new DelegateClientCall<TResponse>(responseAsync, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Makes a call that nobody made, for tests: the function gets what is written to <see cref="RequestStream"/> and answers.</summary>
    public AsyncClientStreamingCall(Func<IAsyncEnumerable<TRequest>, Task<TResponse>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var requests = new StandInRequests<TRequest>();
        RequestStream = requests;
        _call = new StandInCall<TResponse>(answer(requests.All));
    }

    /// <summary>Shows a running call of the client.</summary>
    internal AsyncClientStreamingCall(IClientStreamWriter<TRequest> requestStream, IClientCall<TResponse> call)
    {
        RequestStream = requestStream;
        _call = call;
    }

    /// <summary>Sends requests; complete it to end this end's half of the call.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>Completes with the response; fails with <see cref="RpcException"/> when the status is not OK.</summary>
    public Task<TResponse> ResponseAsync => _call.ResponseAsync;

    /// <summary>Completes with the response headers as soon as they arrive; fails with <see cref="RpcException"/> when the call ends without any.</summary>
    public Task<Metadata> ResponseHeadersAsync => _call.ResponseHeadersAsync;

    /// <summary>Awaits <see cref="ResponseAsync"/>.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits <see cref="ResponseAsync"/>, on the captured context or not.</summary>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) => ResponseAsync.ConfigureAwait(continueOnCapturedContext);

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
