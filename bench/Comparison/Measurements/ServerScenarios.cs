using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>Servers on one core, h2load on the other; the figure is the server's CPU time per call.</summary>
internal static class ServerScenarios
{
    /// <summary>A change of the load's shape takes new paths: a moment for the compiler before it counts.</summary>
    private const double LeadInSeconds = 0.3;

    private static readonly int MessageBytes = Probe.Message.Length - 5;

    private static readonly Scenario[] Scenarios =
    [
        new("server", Connections: 1, Streams: 100, MessageBytes),
        new("server", Connections: 10, Streams: 100, MessageBytes),
        new("server", Connections: 50, Streams: 1, MessageBytes),
    ];

    public static async Task<IReadOnlyList<ScenarioResult>> RunAsync(UnaryPlan plan, CancellationToken cancellation)
    {
        var servers = new Dictionary<Contestant, ServerProcess>();
        var results = new List<ScenarioResult>();
        try
        {
            // All stay up to the end, warm; an idle one costs nothing that can be measured.
            foreach (var contestant in Roster.Servers) servers.Add(contestant, await ServerProcess.StartAsync(contestant, cancellation));
            using var load = new H2Load();
            foreach (var server in servers.Values) await WarmUpAsync(load, server, plan.MaxServerWarmups, cancellation);
            foreach (var scenario in Scenarios)
            {
                foreach (var server in servers.Values) await load.RunAsync(server.Address, scenario, LeadInSeconds, cancellation);
                results.Add(await Rounds.RunAsync(scenario, plan.Rounds, servers.Keys, contestant => MeasureAsync(load, servers[contestant], scenario, plan.Seconds, cancellation)));
            }
        }
        finally
        {
            foreach (var server in servers.Values) server.Dispose();
        }

        return results;
    }

    /// <summary>Compilers at run time need calls and time, and more time when the machine is busy: it is over when two windows in a row brought nothing.</summary>
    private static async Task WarmUpAsync(H2Load load, ServerProcess server, int maxWindows, CancellationToken cancellation)
    {
        const double Noise = 0.95;
        var best = double.MaxValue;
        var idle = 0;
        for (var window = 0; window < maxWindows && idle < 2; window++)
        {
            var cost = (await MeasureAsync(load, server, Scenarios[0], seconds: 1, cancellation)).CpuMicrosecondsPerCall;
            idle = cost < best * Noise ? 0 : idle + 1;
            best = Math.Min(best, cost);
        }
    }

    private static async Task<Sample> MeasureAsync(H2Load load, ServerProcess server, Scenario scenario, double seconds, CancellationToken cancellation)
    {
        var before = server.CpuTime;
        var counts = await load.RunAsync(server.Address, scenario, seconds, cancellation);
        var cpu = server.CpuTime - before;
        await Probe.CheckAsync(server, cancellation);
        return new(cpu.TotalMicroseconds / counts.Succeeded, counts.CallsPerSecond, counts.Failed);
    }
}
