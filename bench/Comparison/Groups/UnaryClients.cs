using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Clients on one core, one common fast server on the other; the figure is the client's CPU time per call, as it tells itself.</summary>
internal sealed class UnaryClients : IScenarioGroup
{
    private static readonly Figure[] s_figures = [Figure.CpuPerCall, Figure.CallsPerSecond, Figure.P50, Figure.P99, Figure.AllocatedPerCall];

    private static readonly int[] s_callers = [100, 1000, 1, 8];

    public string Name => "client";

    public string Title => "Clients, unary calls of 100 bytes";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(Roster.CommonServer, cancellation);
        var results = new List<ScenarioResult>();
        foreach (var callers in s_callers)
        {
            var scenario = new Scenario(Name, $"client, unary 100 B, 1 x {callers}", s_figures, callers >= 100 ? ManyCallers(callers) : FewCallers());
            var load = new ClientLoad("unary", Connections: 1, callers, PayloadBytes: 100);
            results.Add(await Rounds.RunAsync(scenario, bench.Plan.Rounds, callers is 1 or 100 ? Roster.Clients : Roster.FastClients, async client =>
            {
                var (line, _) = await bench.MeasureBothAsync(client, server, load, bench.Plan.Seconds, cancellation);
                return new(line.Errors)
                {
                    [Figure.CpuPerCall] = line.CpuMicroseconds,
                    [Figure.CallsPerSecond] = line.PerSecond,
                    [Figure.P50] = line["p50_us"],
                    [Figure.P99] = line["p99_us"],
                    [Figure.AllocatedPerCall] = line["alloc_bytes_per_call"],
                };
            }));
        }

        return results;
    }

    private static Target[] ManyCallers(int callers)
    {
        Target[] targets =
        [
            Target.AtMost(Figure.CpuPerCall, 0.25, Names.HttpClient),
            Target.AtMost(Figure.CpuPerCall, 0.5, Names.Cpp, Names.Go),
            Target.Compare(Figure.CallsPerSecond),
            Target.Compare(Figure.P99),
        ];
        return callers == 100 ? [.. targets, Target.NoMoreThan(Figure.AllocatedPerCall, Allocation.TargetBeyondMessages + Allocation.OfClientMessage)] : targets;
    }

    private static Target[] FewCallers() =>
    [
        Target.AtMost(Figure.CpuPerCall, 1 / 3.0, Names.HttpClient),
        Target.AtMost(Figure.CpuPerCall, 1, Names.Cpp),
        Target.AtMost(Figure.P50, 1, Names.Cpp),
        Target.Compare(Figure.P99),
    ];
}
