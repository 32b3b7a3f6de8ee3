using System.Diagnostics;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>What the groups measure with: the programs that are up, the load generator, and the windows that both ends of a call can be measured in.</summary>
internal sealed class Bench : IDisposable
{
    private readonly Fleet _fleet;

    public Bench(Plan plan)
    {
        Plan = plan;
        _fleet = new(plan, Load);
    }

    public Plan Plan { get; }

    public H2Load Load { get; } = new();

    public Task<ServerProcess> ServerAsync(Contestant contestant, CancellationToken cancellation) => ServerAsync(contestant, ServerVariant.Plain, cancellation);

    public Task<ServerProcess> ServerAsync(Contestant contestant, ServerVariant variant, CancellationToken cancellation) => _fleet.ServerAsync(contestant, variant, cancellation);

    /// <summary>A server under h2load.</summary>
    /// <returns>CPU per call, calls/s and, when the server knows it, what a call allocated.</returns>
    public async Task<Sample> MeasureServerAsync(ServerProcess server, CallShape shape, double seconds, CancellationToken cancellation)
    {
        if (!Plan.IsQuick || !shape.IsSlowToBegin) await LeadInAsync(server, shape, cancellation);
        var allocatedBefore = await server.AllocatedBytesAsync(cancellation);
        var before = server.CpuTime;
        var counts = await Load.RunAsync(server.Address, shape, seconds, cancellation);
        var cpu = server.CpuTime - before;
        var allocated = await server.AllocatedBytesAsync(cancellation) - allocatedBefore;
        await Probe.CheckEchoAsync(server, cancellation);
        return new(counts.Failed)
        {
            [Figure.CpuPerCall] = cpu.TotalMicroseconds / counts.Succeeded,
            [Figure.CallsPerSecond] = counts.CallsPerSecond,
            [Figure.AllocatedPerCall] = (double?)allocated / counts.Succeeded,
        };
    }

    /// <summary>Calls that do not count; see <see cref="Fleet.LeadInAsync"/>.</summary>
    public Task LeadInAsync(ServerProcess server, CallShape shape, CancellationToken cancellation, string cores = Cores.Client) => _fleet.LeadInAsync(server, shape, cancellation, cores);

    /// <summary>A client against a server, both measured in the client's window.</summary>
    /// <returns>The client's line, and the server's CPU time for each call or message.</returns>
    public async Task<(LoadLine Client, double ServerCpuMicroseconds)> MeasureBothAsync(Contestant client, ServerProcess server, ClientLoad load, double seconds, CancellationToken cancellation)
    {
        var watch = new Stopwatch();
        var before = TimeSpan.Zero;
        var line = await _fleet.Client(client).RunAsync(
            server.Address,
            load,
            Plan,
            seconds,
            () =>
            {
                before = server.CpuTime;
                watch.Start();
            },
            cancellation);
        var cpuPerSecond = (server.CpuTime - before).TotalMicroseconds / watch.Elapsed.TotalSeconds;
        return (line, cpuPerSecond / line.PerSecond);
    }

    /// <summary>A client against whoever is at an address.</summary>
    public Task<LoadLine> MeasureClientAsync(Contestant client, Uri address, ClientLoad load, double seconds, CancellationToken cancellation) =>
        _fleet.Client(client).RunAsync(address, load, Plan, seconds, static () => { }, cancellation);

    public void Dispose()
    {
        _fleet.Dispose();
        Load.Dispose();
    }
}
