using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>The programs that are up: started when first asked for, warmed up, and kept until the end of the comparison. One that is idle costs nothing that can be measured.</summary>
internal sealed class Fleet(Plan plan, H2Load load) : IDisposable
{
    private readonly Dictionary<(Contestant, ServerVariant), ServerProcess> _servers = [];
    private readonly Dictionary<Contestant, ClientProcess> _clients = [];
    private readonly HashSet<(ServerProcess, (string, int, bool, bool))> _warm = [];

    public async Task<ServerProcess> ServerAsync(Contestant contestant, ServerVariant variant, CancellationToken cancellation)
    {
        // The same program may take part under other arguments.
        var key = (contestant, variant);
        if (_servers.TryGetValue(key, out var running)) return running;
        var server = await ServerProcess.StartAsync(contestant, variant, cancellation);
        _servers.Add(key, server);
        if (contestant.IsCompiledAtRunTime && !contestant.IsBareSocket)
        {
            var small = CallShape.Unary(1, 100);
            _warm.Add((server, small.Kind));
            await load.LeadInAsync(server.Address, small, plan.WarmupSeconds, cancellation);
        }

        return server;
    }

    /// <summary>Calls that do not count: for a moment, and until the tiered compiler is done when this server meets this kind of call for the first time.</summary>
    public Task LeadInAsync(ServerProcess server, CallShape shape, CancellationToken cancellation, string cores)
    {
        var isNew = _warm.Add((server, shape.Kind)) && server.Contestant.IsCompiledAtRunTime;
        return load.LeadInAsync(server.Address, shape, isNew ? plan.FurtherWarmupSeconds : plan.LeadInSeconds, cancellation, cores);
    }

    public ClientProcess Client(Contestant contestant)
    {
        if (!_clients.TryGetValue(contestant, out var client)) _clients.Add(contestant, client = new ClientProcess(contestant));
        return client;
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values) server.Dispose();
        foreach (var client in _clients.Values) client.Dispose();
    }
}
