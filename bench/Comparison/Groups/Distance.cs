using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>One stream between ends that are far from each other: what counts is how much a receiver lets come in a round trip.</summary>
internal sealed class Distance : IScenarioGroup
{
    private const long BytesPerStream = 2_000_000_000;
    private const int MessageBytes = 1 << 16;
    private const double Seconds = 5;

    private static readonly TimeSpan s_oneWay = TimeSpan.FromMilliseconds(25);

    private static readonly Figure[] s_figures = [Figure.MegabytesPerSecond];

    private static readonly (string Kind, string Title)[] s_kinds = [("serverstream", "server to client"), ("clientstream", "client to server")];

    public string Name => "distance";

    public string Title => "One stream over a long way";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var (kind, way) in s_kinds)
        {
            var scenario = new Scenario(Name, $"one stream of 64 KB messages, 50 ms there and back, {way}", s_figures, Target.Compare(Figure.MegabytesPerSecond))
            {
                Remark = $"For {Seconds} s from the first message on: flow-control windows that grow have to grow first.",
            };
            var load = new ClientLoad(kind, Connections: 1, Concurrency: 1, MessageBytes, (int)(BytesPerStream / MessageBytes));
            results.Add(await Rounds.RunAsync<Pair>(scenario, bench.Plan.FewerRounds, Roster.FastPairs, pair => MeasureAsync(bench, pair, load, cancellation)));
        }

        return results;
    }

    private static async Task<Sample> MeasureAsync(Bench bench, Pair pair, ClientLoad load, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(pair.Server, cancellation);
        await using var way = new LongWay(server.Address, s_oneWay);
        var line = await bench.MeasureClientAsync(pair.Client, way.Address, load, Seconds, cancellation);
        return new(line.Errors) { [Figure.MegabytesPerSecond] = line.PerSecond * load.PayloadBytes / 1e6 };
    }
}
