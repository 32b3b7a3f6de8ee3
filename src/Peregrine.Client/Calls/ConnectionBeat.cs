using Microsoft.Extensions.Logging;
using Peregrine.Client.Resolving;
using Peregrine.Connections;

namespace Peregrine.Client.Calls;

/// <summary>Knows the live connections of a channel: gives each its heartbeat (the engine's own time limits), and tells when the last has closed.</summary>
internal sealed class ConnectionBeat : IDisposable
{
    private readonly ChannelConnector _connector;
    private readonly ILogger _log;
    private readonly string _target;
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly ITimer _timer;

    public ConnectionBeat(ChannelConnector connector, TimeProvider time, string target, ILogger log)
    {
        _connector = connector;
        _target = target;
        _log = log;
        _timer = time.CreateTimer(static beat => ((ConnectionBeat)beat!).Beat(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public async ValueTask<ClientConnection> ConnectAsync(Address address, CancellationToken cancellationToken)
    {
        ClientConnection connection;
        try
        {
            connection = await _connector.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            ClientLog.ConnectFailed(_log, _target, failed.Message);
            throw;
        }

        ClientLog.Connected(_log, _target, connection.Driver.Peer.Remote);
        lock (_connections) _connections.Add(connection);
        _ = connection.Closed.ContinueWith(closed => Forget(connection, closed.Result), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return connection;
    }

    /// <summary>Completes when all connections are closed.</summary>
    public Task WhenClosedAsync() => Task.WhenAll(Live().Select(c => c.Closed));

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        foreach (var connection in Live()) connection.Driver.Tick();
    }

    private ClientConnection[] Live()
    {
        lock (_connections) return [.. _connections];
    }

    private void Forget(ClientConnection connection, ConnectionEnd end)
    {
        ClientLog.ConnectionEnded(_log, _target, connection.Driver.Peer.Remote, end.Text);
        if (connection.HadTooManyPings) ClientLog.TooManyPings(_log, _target);
        lock (_connections) _connections.Remove(connection);
    }
}
