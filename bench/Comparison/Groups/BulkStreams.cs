using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>One stream of large messages, each library's client against its own server, beside blocks of that size over a bare socket.</summary>
internal sealed class BulkStreams : IScenarioGroup
{
    private const long BytesPerStream = 200_000_000;

    // From so many bytes on an array is a large object of .NET, unless it is told otherwise.
    private const int LargeObject = 85_000;

    private static readonly Figure[] s_figures = [Figure.MegabytesPerSecond, Figure.CpuPerMegabyte, Figure.P50, Figure.P99];

    private static readonly (string Kind, string Title)[] s_kinds = [("serverstream", "server to client"), ("clientstream", "client to server")];

    private static readonly (int Bytes, string Title)[] s_sizes = [(1 << 20, "1 MB"), (1 << 16, "64 KB")];

    public string Name => "bulk";

    public string Title => "One stream of large messages";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var (kind, way) in s_kinds)
        {
            foreach (var (bytes, size) in s_sizes)
            {
                var scenario = new Scenario(
                    Name,
                    $"one stream of {size} messages, {way}",
                    s_figures,
                    Target.AtLeast(Figure.MegabytesPerSecond, 1.5),
                    Target.AtLeast(Figure.MegabytesPerSecond, 0.7, Names.CopyFloor),
                    Target.Compare(Figure.CpuPerMegabyte))
                {
                    Remark = kind == "serverstream" ? "p50 and p99 are of the time from one message to the next." : "p50 and p99 are of an awaited write.",
                };
                var load = new ClientLoad(kind, Connections: 1, Concurrency: 1, bytes, (int)(BytesPerStream / bytes));
                results.Add(await Rounds.RunAsync<Pair>(scenario, bench.Plan.FewerRounds, Entrants(bytes), pair => MeasureAsync(bench, pair, load, cancellation)));
            }
        }

        return results;
    }

    // What is no large object is not changed by where those begin.
    private static Pair[] Entrants(int bytes) =>
        [Roster.FastPairs[0], .. bytes > LargeObject ? [Roster.PairWithLargeArrays] : Array.Empty<Pair>(), .. Roster.FastPairs.Skip(1), Roster.CopyPair, Roster.MessagePair];

    private static async Task<Sample> MeasureAsync(Bench bench, Pair pair, ClientLoad load, CancellationToken cancellation)
    {
        var server = await bench.ServerAsync(pair.Server, cancellation);
        var (line, serverCpu) = await bench.MeasureBothAsync(pair.Client, server, load, bench.Plan.Seconds, cancellation);
        var megabytes = load.PayloadBytes / 1e6;
        return new(line.Errors)
        {
            [Figure.MegabytesPerSecond] = line.PerSecond * megabytes,
            [Figure.CpuPerMegabyte] = (line.CpuMicroseconds + serverCpu) / megabytes,
            [Figure.P50] = line["p50_us"],
            [Figure.P99] = line["p99_us"],
        };
    }
}
