using Microsoft.Extensions.Logging;
using Peregrine.Connections;
using Peregrine.Server.Calls;
using Peregrine.Transports;

namespace Peregrine.Server.Listening;

/// <summary>Accepts connections from one listener, shakes hands where TLS is asked for, and passes each on. A slow handshake delays nobody else.</summary>
internal sealed class Acceptor(ByteListener listener, TlsServerOptions? tls, HandshakeSet handshakes, ServerMetrics metrics, Action<ByteConnection, Refusal?> serve, ILogger log) : IThreadPoolWorkItem
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
                if (tls is null) serve(connection, null);
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
        using var handshake = handshakes.Begin();
        try
        {
            var secured = await TlsConnection.AuthenticateAsServerAsync(connection, options, handshake.Token).ConfigureAwait(false);
            serve(secured, secured.Peer.NegotiatedProtocol is null ? Refusal.NoAlpn : null);
        }
#pragma warning disable CA1031 // any failed handshake ends this one connection
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var (reason, text) = Describe(handshake, exception);
            ServerLog.ConnectionRefused(log, connection.Peer.Remote, text);
            metrics.Refused(reason);
            connection.Abort();
        }
    }

    private (string Reason, string Text) Describe(Handshake handshake, Exception exception)
    {
        if (handshake.IsCrowdedOut) return ("TooManyHandshakes", $"more TLS handshakes are under way than {nameof(GrpcServerOptions.MaxHandshakes)} allows, and this was the oldest");
        if (handshake.IsLate) return ("HandshakeTimeout", $"no TLS handshake within {handshakes.Timeout.TotalSeconds:0.#} s");
        return ("HandshakeFailed", exception.Message);
    }
}
