namespace Peregrine;

/// <summary>A call with one request and many responses: read <see cref="ResponseStream"/> to its end. Dispose cancels it when it has not ended. Safe for several threads.</summary>
/// <typeparam name="TResponse">What the server sends.</typeparam>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    private readonly IClientCall _call;

    /// <summary>Makes a call of delegates, as mocks need.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ArgumentNullException.ThrowIfNull(responseStream);
        ResponseStream = responseStream;
        _call = DelegateClientCall<TResponse>.Create(null, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Makes a call of delegates that share a state, so that they need no closures.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ArgumentNullException.ThrowIfNull(responseStream);
        ResponseStream = responseStream;
        _call = new DelegateClientCall<TResponse>(null, responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Makes a call that nobody made, for tests: it answers with these messages, and ends as the sequence does.</summary>
    public AsyncServerStreamingCall(IAsyncEnumerable<TResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        var reader = new StandInResponses<TResponse>(responses);
        ResponseStream = reader;
        _call = new StandInCall<TResponse?>(reader.Ended);
    }

    /// <summary>Makes a call that nobody made, for tests: it answers with these messages.</summary>
    public AsyncServerStreamingCall(IEnumerable<TResponse> responses) : this((responses ?? throw new ArgumentNullException(nameof(responses))).ToAsyncEnumerable())
    {
    }

    /// <summary>Shows a running call of the client.</summary>
    internal AsyncServerStreamingCall(IAsyncStreamReader<TResponse> responseStream, IClientCall call)
    {
        ResponseStream = responseStream;
        _call = call;
    }

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
