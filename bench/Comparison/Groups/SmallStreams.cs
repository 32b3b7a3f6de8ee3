using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Streams of small messages, every write awaited, each library's client against its own server.</summary>
internal sealed class SmallStreams : IScenarioGroup
{
    private const int MessagesPerStream = 1000;

    private static readonly Figure[] s_figures = [Figure.MessagesPerSecond, Figure.CpuPerMessage, Figure.ClientCpuPerMessage, Figure.ServerCpuPerMessage, Figure.AllocatedPerMessage];

    private static readonly (string Kind, string Title)[] s_kinds = [("serverstream", "server streaming"), ("clientstream", "client streaming"), ("bidi", "bidirectional echo")];

    public string Name => "stream";

    public string Title => "Streams of messages of 20 bytes";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        int[] streams = bench.Plan.IsQuick ? [10] : [1, 10];
        var results = new List<ScenarioResult>();
        foreach (var (kind, title) in s_kinds)
        {
            foreach (var count in streams)
            {
                var scenario = new Scenario(
                    Name,
                    $"{title}, 20 B, 1 x {count}",
                    s_figures,
                    Target.AtLeast(Figure.MessagesPerSecond, 2),
                    Target.Compare(Figure.CpuPerMessage));
                var load = new ClientLoad(kind, Connections: 1, count, PayloadBytes: 20, MessagesPerStream);
                results.Add(await Rounds.RunAsync(scenario, bench.Plan.FewerRounds, bench.Plan.IsQuick || count == 1 ? Roster.FastPairs : Roster.Pairs, pair => MeasureAsync(bench, pair, load, cancellation)));
            }
        }

        return results;
    }

    private static async Task<Sample> MeasureAsync(Bench bench, Pair pair, ClientLoad load, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(pair.Server, cancellation);
        var (line, serverCpu) = await bench.MeasureBothAsync(pair.Client, server, load, bench.Plan.Seconds, cancellation);
        return new(line.Errors)
        {
            [Figure.MessagesPerSecond] = line.PerSecond,
            [Figure.CpuPerMessage] = line.CpuMicroseconds + serverCpu,
            [Figure.ClientCpuPerMessage] = line.CpuMicroseconds,
            [Figure.ServerCpuPerMessage] = serverCpu,
            [Figure.AllocatedPerMessage] = line["alloc_bytes_per_call"],
        };
    }
}
