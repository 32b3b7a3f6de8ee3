using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Each library's client against its own server, a core for each.</summary>
internal sealed class BothEnds : IScenarioGroup
{
    private static readonly Figure[] s_figures = [Figure.CallsPerSecond, Figure.CpuPerCall, Figure.ClientCpuPerCall, Figure.ServerCpuPerCall, Figure.P50, Figure.P99];

    public string Name => "both";

    public string Title => "Both ends, unary calls of 100 bytes";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var scenario = new Scenario(
            Name,
            "both ends, unary 100 B, 1 x 100",
            s_figures,
            Target.AtLeast(Figure.CallsPerSecond, 8, Names.BareNet),
            Target.AtLeast(Figure.CallsPerSecond, 0.25, Names.FrameFloor),
            Target.Compare(Figure.CpuPerCall));
        var load = new ClientLoad("unary", Connections: 1, Concurrency: 100, PayloadBytes: 100);
        return
        [
            await Rounds.RunAsync<Pair>(scenario, bench.Plan.Rounds, [.. Roster.Pairs, Roster.FramePair], async pair =>
            {
                var server = await bench.ServerAsync(pair.Server, cancellation);
                var (line, serverCpu) = await bench.MeasureBothAsync(pair.Client, server, load, bench.Plan.Seconds, cancellation);
                return new(line.Errors)
                {
                    [Figure.CallsPerSecond] = line.PerSecond,
                    [Figure.CpuPerCall] = line.CpuMicroseconds + serverCpu,
                    [Figure.ClientCpuPerCall] = line.CpuMicroseconds,
                    [Figure.ServerCpuPerCall] = serverCpu,
                    [Figure.P50] = line["p50_us"],
                    [Figure.P99] = line["p99_us"],
                };
            }),
        ];
    }
}
