using Microsoft.Extensions.Logging;
using Peregrine.Connections;
using Peregrine.Server.Calls;
using Peregrine.Transports;

namespace Peregrine.Server.Listening;

/// <summary>Accepts connections from one listener, shakes hands where TLS is asked for, and passes each on. A slow handshake delays nobody else.</summary>
internal sealed class Acceptor(ByteListener listener, TlsServerOptions? tls, TimeSpan handshakeTimeout, Action<ByteConnection> serve, TimeProvider time, ILogger log) : IThreadPoolWorkItem
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new();

    public BoundAddress BoundAddress => listener.BoundAddress;

    public void Start(CallScheduler scheduler) => scheduler.Queue(this);

    public async Task StopAsync()
    {
        _stop.Cancel();
        await listener.DisposeAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Accepts until the end: an item of the scheduler.</summary>
    public void Execute() => _ = AcceptAsync();

    private async Task AcceptAsync()
    {
        try
        {
            while (await listener.AcceptAsync(_stop.Token).ConfigureAwait(false) is { } connection)
            {
                if (tls is null) serve(connection);
                else _ = ShakeHandsAsync(connection, tls);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops.
        }
#pragma warning disable CA1031 // the accept loop has no caller: its failure is logged
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_stop.IsCancellationRequested) ServerLog.ListenerFailed(log, listener.BoundAddress.Text, exception);
        }

        _ended.SetResult();
    }

    private async Task ShakeHandsAsync(ByteConnection connection, TlsServerOptions options)
    {
        using var timeout = new CancellationTokenSource(handshakeTimeout, time);
        try
        {
            serve(await TlsConnection.AuthenticateAsServerAsync(connection, options, timeout.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // any failed handshake ends this one connection
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ServerLog.HandshakeFailed(log, connection.Peer.Remote, timeout.IsCancellationRequested ? $"no TLS handshake within {handshakeTimeout.TotalSeconds:0.#} s" : exception.Message);
            connection.Abort();
        }
    }
}
