using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>The programs that are up: started when first asked for, warmed up, and kept until the end of the comparison. One that is idle costs nothing that can be measured.</summary>
internal sealed class Fleet(Plan plan, H2Load load) : IDisposable
{
    private readonly Dictionary<(Contestant, ServerVariant), ServerProcess> _servers = [];
    private readonly Dictionary<Contestant, ClientProcess> _clients = [];

    public async Task<ServerProcess> ServerAsync(Contestant contestant, ServerVariant variant, CancellationToken cancellation)
    {
        // The same program may take part under other arguments.
        var key = (contestant, variant);
        if (_servers.TryGetValue(key, out var running)) return running;
        var server = await ServerProcess.StartAsync(contestant, variant, cancellation);
        _servers.Add(key, server);
        if (contestant.IsCompiledAtRunTime && !contestant.IsBareSocket) await load.LeadInAsync(server.Address, CallShape.Unary(1, 100), plan.WarmupSeconds, cancellation);
        return server;
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
