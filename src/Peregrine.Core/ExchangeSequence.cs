namespace Peregrine;

/// <summary>The responses of a bidirectional call that is made, and its requests sent, when they are enumerated: once for each enumeration.</summary>
internal sealed class ExchangeSequence<TClient, TRequest, TResponse>(
    TClient client, IAsyncEnumerable<TRequest> requests, CallOptions options, Func<TClient, CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> start) : IAsyncEnumerable<TResponse>
{
    public IAsyncEnumerator<TResponse> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var tokens = new TokenPair(options.CancellationToken, cancellationToken);
        return new ExchangeEnumerator<TRequest, TResponse>(start(client, options.WithCancellationToken(tokens.Token)), requests, tokens.Link);
    }
}
