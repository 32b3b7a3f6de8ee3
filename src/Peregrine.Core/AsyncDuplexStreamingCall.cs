namespace Peregrine;

/// <summary>A call with many requests and many responses: both streams are independent of each other. Dispose cancels it when it has not ended. Safe for several threads.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server sends.</typeparam>
public sealed class AsyncDuplexStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly IClientCall _call;

    /// <summary>Makes a call of delegates, as mocks need.</summary>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ArgumentNullException.ThrowIfNull(requestStream);
        ArgumentNullException.ThrowIfNull(responseStream);
        RequestStream = requestStream;
        ResponseStream = responseStream;
        _call = DelegateClientCall<TResponse>.Create(null, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Makes a call of delegates that share a state, so that they need no closures.</summary>
    public AsyncDuplexStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ArgumentNullException.ThrowIfNull(requestStream);
        ArgumentNullException.ThrowIfNull(responseStream);
        RequestStream = requestStream;
        ResponseStream = responseStream;
        _call = new DelegateClientCall<TResponse>(null, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Makes a call that nobody made, for tests: the function gets what is written to <see cref="RequestStream"/> and gives the responses.</summary>
    public AsyncDuplexStreamingCall(Func<IAsyncEnumerable<TRequest>, IAsyncEnumerable<TResponse>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var requests = new StandInRequests<TRequest>();
        var responses = new StandInResponses<TResponse>(answer(requests.All));
        RequestStream = requests;
        ResponseStream = responses;
        _call = new StandInCall<TResponse?>(responses.Ended);
    }

    /// <summary>Shows a running call of the client.</summary>
    internal AsyncDuplexStreamingCall(IClientStreamWriter<TRequest> requestStream, IAsyncStreamReader<TResponse> responseStream, IClientCall call)
    {
        RequestStream = requestStream;
        ResponseStream = responseStream;
        _call = call;
    }

    /// <summary>Sends requests; complete it to end this end's half of the call.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

    /// <summary>Receives responses, until the server ends the call.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>Completes with the response headers as soon as they arrive; fails with <see cref="RpcException"/> when the call ends without any.</summary>
    public Task<Metadata> ResponseHeadersAsync => _call.ResponseHeadersAsync;

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
