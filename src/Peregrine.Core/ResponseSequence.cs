namespace Peregrine;

/// <summary>The responses of a server streaming call that is made when they are enumerated: once for each enumeration.</summary>
internal sealed class ResponseSequence<TClient, TRequest, TResponse>(
    TClient client, TRequest request, CallOptions options, Func<TClient, TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> start) : IAsyncEnumerable<TResponse>
{
    public IAsyncEnumerator<TResponse> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var tokens = new TokenPair(options.CancellationToken, cancellationToken);
        var call = start(client, request, options.WithCancellationToken(tokens.Token));

        // The call itself watches the token, so no step of the enumeration has to.
        return new ReaderEnumerator<TResponse>(call.ResponseStream, CancellationToken.None, call, tokens.Link);
    }
}
