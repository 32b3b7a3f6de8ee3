using System.Runtime.CompilerServices;

namespace Peregrine;

/// <summary>Reads the responses of a bidirectional call while its requests are sent.</summary>
internal sealed class ExchangeEnumerator<TRequest, TResponse> : IAsyncEnumerator<TResponse>
{
    private readonly AsyncDuplexStreamingCall<TRequest, TResponse> _call;
    private readonly RequestPump<TRequest> _pump;
    private readonly CancellationTokenSource? _link;

    public ExchangeEnumerator(AsyncDuplexStreamingCall<TRequest, TResponse> call, IAsyncEnumerable<TRequest> requests, CancellationTokenSource? link)
    {
        _call = call;
        _link = link;
        _pump = RequestPump<TRequest>.Start(requests, call.RequestStream, call, call.GetStatus);
    }

    public TResponse Current => _call.ResponseStream.Current;

    public ValueTask<bool> MoveNextAsync()
    {
        var next = _call.ResponseStream.MoveNext(CancellationToken.None); // the call itself watches the token
        return next.IsCompletedSuccessfully && next.Result ? new ValueTask<bool>(true) : WaitAsync(next);
    }

    public ValueTask DisposeAsync()
    {
        _pump.Stop();
        _call.Dispose();
        _link?.Dispose();
        return default;
    }

    // Pooled: a step that waits for its message costs no object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitAsync(Task<bool> next)
    {
        var more = false;
        try
        {
            more = await next.ConfigureAwait(false);
        }
        catch (RpcException end) when (_pump.Caused(end))
        {
            _pump.Rethrow();
        }
        finally
        {
            if (!more) _pump.Stop();
        }

        return more;
    }
}
