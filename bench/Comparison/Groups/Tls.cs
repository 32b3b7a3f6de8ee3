using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>The same calls with and without TLS, one after the other; what counts is the difference.</summary>
internal sealed class Tls : IScenarioGroup
{
    private static readonly Figure[] s_figures = [Figure.TlsOverhead, Figure.PlainCpu, Figure.TlsCpu];

    private static readonly (int Connections, int Streams)[] s_loads = [(1, 100), (50, 1)];

    public string Name => "tls";

    public string Title => "TLS";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var results = new List<ScenarioResult>();
        foreach (var (connections, streams) in bench.Plan.IsQuick ? s_loads[..1] : s_loads)
        {
            var shape = CallShape.Unary(connections, streams);
            var scenario = new Scenario(Name, $"server, unary 21 B, {connections} x {streams}, over TLS", s_figures, Target.AtMost(Figure.TlsOverhead, 1, Names.Kestrel), Target.Compare(Figure.TlsCpu));
            results.Add(await Rounds.RunAsync(scenario, bench.Plan.FewerRounds, Roster.FastServers, contestant => MeasureServerAsync(bench, contestant, shape, cancellation)));
        }

        var client = new Scenario(
            Name,
            "client, unary 100 B, 1 x 100, over TLS, each to its own server",
            s_figures,
            Target.AtMost(Figure.TlsOverhead, 1, Names.BareNet),
            Target.Compare(Figure.TlsCpu));
        results.Add(await Rounds.RunAsync(client, bench.Plan.FewerRounds, Roster.FastPairs, pair => MeasureClientAsync(bench, pair, cancellation)));
        return results;
    }

    private static async Task<Sample> MeasureServerAsync(Bench bench, Contestant contestant, CallShape shape, CancellationToken cancellation)
    {
        var plain = await bench.MeasureServerAsync(await bench.ServerAsync(contestant, ServerVariant.Plain, cancellation), shape, bench.Plan.Seconds, cancellation);
        var secure = await bench.MeasureServerAsync(await bench.ServerAsync(contestant, ServerVariant.Secure, cancellation), shape, bench.Plan.Seconds, cancellation);
        return Compare(plain.Figures[Figure.CpuPerCall.Key], secure.Figures[Figure.CpuPerCall.Key], plain.Errors + secure.Errors);
    }

    private static async Task<Sample> MeasureClientAsync(Bench bench, Pair pair, CancellationToken cancellation)
    {
        var load = new ClientLoad("unary", Connections: 1, Concurrency: 100, PayloadBytes: 100);
        var plainServer = await bench.ServerAsync(pair.Server, ServerVariant.Plain, cancellation);
        var secureServer = await bench.ServerAsync(pair.Server, ServerVariant.Secure, cancellation);
        var (plain, _) = await bench.MeasureBothAsync(pair.Client, plainServer, load, bench.Plan.Seconds, cancellation);
        var (secure, _) = await bench.MeasureBothAsync(pair.Client, secureServer, load, bench.Plan.Seconds, cancellation);
        return Compare(plain.CpuMicroseconds, secure.CpuMicroseconds, plain.Errors + secure.Errors);
    }

    private static Sample Compare(double plain, double secure, long errors) => new(errors)
    {
        [Figure.TlsOverhead] = secure - plain,
        [Figure.PlainCpu] = plain,
        [Figure.TlsCpu] = secure,
    };
}
