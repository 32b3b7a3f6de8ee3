using System.Collections.Concurrent;

namespace Interop.Matrix;

/// <summary>Starts each server once per kind of security, when first asked for, and ends them all at the end.</summary>
internal sealed class ServerPool : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string, Security), Lazy<Task<RunningServer>>> _servers = new();

    /// <summary>The server's port and recent words. Safe to call from several threads.</summary>
    public Task<RunningServer> GetAsync(Peer peer, Security security) =>
        _servers.GetOrAdd((peer.Name, security), _ => new(() => RunningServer.StartAsync(peer, security))).Value;

    public ValueTask DisposeAsync()
    {
        KillAll();
        return ValueTask.CompletedTask;
    }

    private void KillAll()
    {
        foreach (var server in _servers.Values)
        {
            if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) server.Value.Result.Kill();
        }
    }
}
