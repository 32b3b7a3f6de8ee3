namespace Peregrine.Interceptors;

/// <summary>Shows each request that a handler reads to an interceptor.</summary>
internal sealed class ObservedRequests<T>(IAsyncStreamReader<T> inner, CallInterceptor interceptor, ServerCallContext context) : IAsyncStreamReader<T>
    where T : class
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await inner.MoveNext(cancellationToken).ConfigureAwait(false)) return false;
        interceptor.OnReceived(context, inner.Current);
        return true;
    }
}
