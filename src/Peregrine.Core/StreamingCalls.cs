namespace Peregrine;

/// <summary>
/// Calls whose streams are sequences: what the <c>…Async</c> methods of generated clients do, for clients that are written by hand too. What they promise in all forms:
/// the call is made with the options that are given; <c>WithCancellation</c> adds a token to theirs; leaving an enumeration early, or disposing it, cancels
/// the call; what the call ends with is thrown as <see cref="RpcException"/>, the caller's own cancellation as <see cref="OperationCanceledException"/>, a failure
/// of the requests as it is; one side waits while the other one is slow.
/// </summary>
public static class StreamingCalls
{
    /// <summary>The responses of a server streaming call. The call is made when the enumeration begins; each enumeration is a call of its own.</summary>
    /// <param name="client">Passed to <paramref name="start"/>, so that it needs no closure.</param>
    /// <param name="request">As well.</param>
    /// <param name="options">The options of the call.</param>
    /// <param name="start">Makes the call.</param>
    public static IAsyncEnumerable<TResponse> ReadAsync<TClient, TRequest, TResponse>(
        TClient client, TRequest request, CallOptions options, Func<TClient, TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> start)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new ResponseSequence<TClient, TRequest, TResponse>(client, request, options, start);
    }

    /// <summary>
    /// Sends all requests of a client streaming call and completes with its response. A response that comes before the last request ends the enumeration of the
    /// requests, by the token that it gets; a sequence that ignores its token is left behind.
    /// </summary>
    /// <param name="call">The call, just made; it is disposed.</param>
    /// <param name="requests">What to send.</param>
    public static async Task<TResponse> SendAsync<TRequest, TResponse>(AsyncClientStreamingCall<TRequest, TResponse> call, IAsyncEnumerable<TRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(call);
        using (call)
        {
            ArgumentNullException.ThrowIfNull(requests);
            var pump = RequestPump<TRequest>.Start(requests, call.RequestStream, call, call.GetStatus);
            try
            {
                return await call.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException end) when (pump.Caused(end))
            {
                pump.Rethrow();
                throw;
            }
            finally
            {
                pump.Stop();
            }
        }
    }

    /// <summary>
    /// The responses of a bidirectional call whose requests are sent meanwhile. The call is made when the enumeration begins; each enumeration is a call of its own,
    /// and enumerates the requests again. The end of the responses ends the enumeration of the requests, as in <see cref="SendAsync"/>.
    /// </summary>
    /// <param name="client">Passed to <paramref name="start"/>, so that it needs no closure.</param>
    /// <param name="requests">What to send.</param>
    /// <param name="options">The options of the call.</param>
    /// <param name="start">Makes the call.</param>
    public static IAsyncEnumerable<TResponse> ExchangeAsync<TClient, TRequest, TResponse>(
        TClient client, IAsyncEnumerable<TRequest> requests, CallOptions options, Func<TClient, CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> start)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(start);
        return new ExchangeSequence<TClient, TRequest, TResponse>(client, requests, options, start);
    }
}
