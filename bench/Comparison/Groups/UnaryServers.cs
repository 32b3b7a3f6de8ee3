using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Servers on one core, h2load on the other, small unary calls.</summary>
internal sealed class UnaryServers : IScenarioGroup
{
    private static readonly Figure[] s_figures = [Figure.CpuPerCall, Figure.CallsPerSecond, Figure.P50, Figure.P99, Figure.AllocatedPerCall];

    private static readonly (int Connections, int Streams)[] s_loads = [(1, 100), (10, 100), (50, 1), (1, 1), (1000, 1)];

    public string Name => "server";

    public string Title => "Servers, unary calls of 21 bytes";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var (connections, streams) in s_loads)
        {
            var shape = CallShape.Unary(connections, streams);
            var targets = streams > 1 ? ManyCallsPerConnection(connections) : OneCallPerConnection();
            var scenario = new Scenario(Name, $"server, unary 21 B, {connections} x {streams}", s_figures, targets)
            {
                Remark = streams == 1 ? "p50 and p99 are of windows of their own, in which h2load logs every call." : null,
            };
            var contestants = connections == 1 ? Roster.Servers : Roster.FastServersAndFloors;
            results.Add(await Rounds.RunAsync(scenario, bench.Plan.Rounds, contestants, contestant => MeasureAsync(bench, contestant, shape, cancellation)));
        }

        return results;
    }

    private static Target[] ManyCallsPerConnection(int connections)
    {
        Target[] targets =
        [
            Target.AtMost(Figure.CpuPerCall, 1 / 3.0, Names.Kestrel, Names.Cpp, Names.Go),
            Target.AtMost(Figure.CpuPerCall, 1.5, Names.PoolFloor),
        ];
        return connections == 1 ? [.. targets, Target.NoMoreThan(Figure.AllocatedPerCall, Allocation.TargetBeyondMessages + Allocation.OfServerMessage)] : targets;
    }

    private static Target[] OneCallPerConnection() =>
    [
        Target.AtMost(Figure.CpuPerCall, 0.5, Names.Kestrel),
        Target.AtMost(Figure.CpuPerCall, 1, Names.Cpp),
        Target.AtMost(Figure.CpuPerCall, 1, Names.PoolFloor),
        Target.Compare(Figure.P50),
        Target.Compare(Figure.P99),
    ];

    private static async Task<Sample> MeasureAsync(Bench bench, Contestant contestant, CallShape shape, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(contestant, cancellation);
        var sample = await bench.MeasureServerAsync(server, shape, bench.Plan.Seconds, cancellation);
        if (shape.Streams > 1 || (bench.Plan.IsQuick && shape.IsSlowToBegin)) return sample;
        var latency = await bench.Load.MeasureLatencyAsync(server.Address, shape, bench.Plan.Seconds / 2, cancellation);
        sample[Figure.P50] = latency?.P50Microseconds;
        sample[Figure.P99] = latency?.P99Microseconds;
        return sample;
    }
}
