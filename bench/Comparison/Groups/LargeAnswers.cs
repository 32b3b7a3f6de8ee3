using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Servers under h2load with messages that are not small.</summary>
internal sealed class LargeAnswers : IScenarioGroup
{
    private const int WishedBytes = 3000;
    private const int Entries = 20;

    private static readonly Figure[] s_figures = [Figure.CpuPerCall, Figure.CallsPerSecond, Figure.MegabytesPerSecond, Figure.AllocatedPerCall];

    private static readonly (string Title, CallShape Shape, int BytesPerCall)[] s_loads =
    [
        ("20 metadata entries each way, answer of 3 KB, 1 x 100", new(1, 100, "/bench.Bench/Get", Messages.Wish(WishedBytes, Entries)) { MetadataEntries = Entries }, WishedBytes),
        ("echo of 100 KB, 1 x 10", new(1, 10, Probe.Method, Messages.Payload(7, 100_000)), 2 * 100_000),
        // A little under the 4 MiB that gRPC's receivers allow unless told otherwise.
        ("echo of 4 MB, 1 x 2", new(1, 2, Probe.Method, Messages.Payload(7, 4_000_000)), 2 * 4_000_000),
    ];

    public string Name => "answers";

    public string Title => "Servers, larger messages";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var (title, shape, bytes) in s_loads)
        {
            var isEcho = shape.Method == Probe.Method;
            var scenario = new Scenario(Name, "server, unary, " + title, s_figures, Target.AtMost(Figure.CpuPerCall, 0.5), Target.Compare(Figure.MegabytesPerSecond));
            results.Add(await Rounds.RunAsync(
                scenario,
                bench.Plan.FewerRounds,
                isEcho ? Roster.LargeMessageServers : Roster.FastServers,
                async contestant =>
                {
                    var server = await bench.ServerAsync(contestant, cancellation);
                    var sample = await bench.MeasureServerAsync(server, shape, isEcho ? bench.Plan.LongSeconds : bench.Plan.Seconds, cancellation);
                    sample[Figure.MegabytesPerSecond] = sample.Figures[Figure.CallsPerSecond.Key] * bytes / 1e6;
                    return sample;
                }));
        }

        return results;
    }
}
