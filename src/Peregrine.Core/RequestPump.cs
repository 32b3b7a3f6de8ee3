using System.Runtime.ExceptionServices;

namespace Peregrine;

/// <summary>
/// Sends a sequence of requests while somebody else waits for what the server answers. When the sequence fails, the call is cancelled; when the call has
/// ended, the sequence's token is cancelled, and nobody waits for a sequence that does not look at it.
/// </summary>
internal sealed class RequestPump<TRequest>
{
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _fault;

    private RequestPump()
    {
    }

    /// <summary>Begins to send.</summary>
    /// <param name="requests">What to send.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="call">Cancelled by disposing when the requests fail.</param>
    /// <param name="status">Says how the call ended; throws <see cref="InvalidOperationException"/> while it has not.</param>
    public static RequestPump<TRequest> Start(IAsyncEnumerable<TRequest> requests, IClientStreamWriter<TRequest> writer, IDisposable call, Func<Status> status)
    {
        var pump = new RequestPump<TRequest>();
        _ = pump.RunAsync(requests, writer, call, status);
        return pump;
    }

    /// <summary>Whether the call ended like this because its requests failed: then it is their exception that the caller wants.</summary>
    public bool Caused(RpcException end) => end.StatusCode == StatusCode.Cancelled && Volatile.Read(ref _fault) is not null;

    /// <summary>Throws what the requests failed with, if they did.</summary>
    public void Rethrow() => _fault?.Throw();

    /// <summary>The call has ended: no more requests are wanted.</summary>
    public void Stop() => _stop.Cancel();

    private async Task RunAsync(IAsyncEnumerable<TRequest> requests, IClientStreamWriter<TRequest> writer, IDisposable call, Func<Status> status)
    {
        try
        {
            await foreach (var request in requests.WithCancellation(_stop.Token).ConfigureAwait(false)) await writer.WriteAsync(request).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever the caller's sequence throws goes to the caller, by the way of the call
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // A write also fails because the call has ended: its own end, and what it received before, is what the caller sees.
            if (_stop.IsCancellationRequested || HasEnded(status)) return;

            Volatile.Write(ref _fault, ExceptionDispatchInfo.Capture(exception));
            call.Dispose();
        }
    }

    private static bool HasEnded(Func<Status> status)
    {
        try
        {
            _ = status();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
