namespace Peregrine.Server.Listening;

/// <summary>The live connections of a server. May be used by any thread.</summary>
internal sealed class ConnectionSet
{
    private readonly Lock _gate = new();
    private readonly HashSet<ServerConnection> _connections = [];
    private bool _stopping;

    /// <summary>Adds a connection; false when the server is stopping.</summary>
    public bool TryAdd(ServerConnection connection)
    {
        lock (_gate) return !_stopping && _connections.Add(connection);
    }

    public void Remove(ServerConnection connection)
    {
        lock (_gate) _connections.Remove(connection);
    }

    public ServerConnection[] ToArray()
    {
        lock (_gate) return [.. _connections];
    }

    /// <summary>Refuses new connections from now on, and returns those that live.</summary>
    public ServerConnection[] Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            return [.. _connections];
        }
    }
}
