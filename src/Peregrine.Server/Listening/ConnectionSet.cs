using Peregrine.Transports;

namespace Peregrine.Server.Listening;

/// <summary>The live connections of a server, as many as the limit allows. May be used by any thread.</summary>
internal sealed class ConnectionSet(int limit, ServerMetrics metrics)
{
    /// <summary>How many may be told at the same time that they are refused; others are cut, because telling holds a connection for seconds.</summary>
    private const int MostRefusals = 100;

    private readonly Lock _gate = new();
    private readonly HashSet<ServerConnection> _connections = [];
    private readonly HashSet<ServerConnection> _refused = [];
    private bool _stopping;

    private enum Verdict
    {
        Serve,
        Refuse,
        Cut,
    }

    public int Count
    {
        get
        {
            lock (_gate) return _connections.Count;
        }
    }

    /// <summary>Serves the connection; or tells the client why not, and closes.</summary>
    /// <param name="connection">The connection, not started.</param>
    /// <param name="refusal">Why it is not to be served, if so.</param>
    public void Admit(ServerConnection connection, Refusal? refusal)
    {
        if (refusal is null && TlsRules.Violated(connection.Driver.Peer) is { } violated) refusal = Refusal.InadequateTls(violated);
        var verdict = Judge(connection, ref refusal);
        if (refusal is not null) metrics.Refused(refusal.Reason);
        switch (verdict)
        {
            case Verdict.Serve:
                connection.Driver.Start();
                break;
            case Verdict.Refuse:
                connection.Refuse(refusal!); // there is one
                break;
            default:
                connection.Driver.Cut();
                break;
        }
    }

    public void Remove(ServerConnection connection)
    {
        lock (_gate)
        {
            if (!_connections.Remove(connection)) _refused.Remove(connection);
        }
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

    private Verdict Judge(ServerConnection connection, ref Refusal? refusal)
    {
        lock (_gate)
        {
            if (_stopping) return Verdict.Cut;
            if (refusal is null && _connections.Count >= limit) refusal = Refusal.TooManyConnections(limit);
            if (refusal is null) return _connections.Add(connection) ? Verdict.Serve : Verdict.Cut;

            return _refused.Count < MostRefusals && _refused.Add(connection) ? Verdict.Refuse : Verdict.Cut;
        }
    }
}
