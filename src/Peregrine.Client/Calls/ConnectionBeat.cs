using Peregrine.Client.Resolving;

namespace Peregrine.Client.Calls;

/// <summary>Knows the live connections of a channel: gives each its heartbeat (the engine's own time limits), and tells when the last has closed.</summary>
internal sealed class ConnectionBeat : IDisposable
{
    private readonly ChannelConnector _connector;
    private readonly HashSet<ClientConnection> _connections = [];
    private readonly ITimer _timer;

    public ConnectionBeat(ChannelConnector connector, TimeProvider time)
    {
        _connector = connector;
        _timer = time.CreateTimer(static beat => ((ConnectionBeat)beat!).Beat(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public async ValueTask<ClientConnection> ConnectAsync(Address address, CancellationToken cancellationToken)
    {
        var connection = await _connector.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        lock (_connections) _connections.Add(connection);
        _ = connection.Closed.ContinueWith(_ => Forget(connection), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

    private void Forget(ClientConnection connection)
    {
        lock (_connections) _connections.Remove(connection);
    }
}
