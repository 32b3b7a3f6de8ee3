using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Handlers that are not cheap: one works, one waits.</summary>
internal sealed class Handlers : IScenarioGroup
{
    private const int BurnMicroseconds = 50;
    private const double BlockedSeconds = 4; // of the five that the handler blocks

    private static readonly ServerVariant s_onBothCores = new(Cores: Cores.Both);

    public string Name => "handlers";

    public string Title => "Handlers that work or wait";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var burn = new Scenario(
            Name,
            $"handler that uses {BurnMicroseconds} µs of CPU, 1 x 100, on {Cores.Number} cores",
            [Figure.ShareOfIdeal, Figure.CallsPerSecond],
            Target.NoLessThan(Figure.ShareOfIdeal, 90),
            Target.Compare(Figure.CallsPerSecond))
        {
            Remark = $"The ideal: all the CPU time of {Cores.Number} cores that h2load leaves goes into handlers.",
        };
        var block = new Scenario(
            Name,
            "cheap calls, 1 x 10, beside a handler that blocks its thread for 5 s on the same connection",
            [Figure.P99, Figure.P50, Figure.CallsPerSecond],
            Target.NoMoreThan(Figure.P99, 20_000),
            Target.Compare(Figure.P99))
        {
            Remark = "All servers are called by Peregrine's client.",
        };
        return
        [
            await Rounds.RunAsync(burn, bench.Plan.FewerRounds, Roster.HandlerServers, contestant => BurnAsync(bench, contestant, cancellation)),
            await Rounds.RunAsync(block, bench.Plan.FewerRounds, Roster.HandlerServers, contestant => BlockAsync(bench, contestant, cancellation)),
        ];
    }

    private static async Task<Sample> BurnAsync(Bench bench, Contestant contestant, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(contestant, s_onBothCores, cancellation);
        var shape = new CallShape(1, 100, "/bench.Bench/Burn", Messages.Payload(BurnMicroseconds, 0));
        await bench.LeadInAsync(server, shape, cancellation, Cores.Both);
        var before = ChildCpuClock.Read();
        var counts = await bench.Load.RunAsync(server.Address, shape, bench.Plan.Seconds, cancellation, Cores.Both);
        var loadShare = (ChildCpuClock.Read() - before).TotalSeconds / bench.Plan.Seconds;
        var ideal = (Cores.Number - loadShare) / (BurnMicroseconds * 1e-6);
        return new(counts.Failed)
        {
            [Figure.ShareOfIdeal] = counts.CallsPerSecond / ideal * 100,
            [Figure.CallsPerSecond] = counts.CallsPerSecond,
        };
    }

    private static async Task<Sample> BlockAsync(Bench bench, Contestant contestant, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(contestant, s_onBothCores, cancellation);
        var load = new ClientLoad("besideblock", Connections: 1, Concurrency: 10, PayloadBytes: 20);
        var (line, _) = await bench.MeasureBothAsync(Roster.BesideBlockClient, server, load, bench.Plan.IsQuick ? 1 : BlockedSeconds, cancellation);
        return new(line.Errors)
        {
            [Figure.P99] = line["p99_us"],
            [Figure.P50] = line["p50_us"],
            [Figure.CallsPerSecond] = line.PerSecond,
        };
    }
}
