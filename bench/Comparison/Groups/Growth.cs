using System.Globalization;
using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>How the cost of a call grows with what surrounds it: nearly flat is the aim.</summary>
internal sealed class Growth : IScenarioGroup
{
    private const double NearlyFlat = 1.5;

    private static readonly Figure s_growth = new("growth", "last to first", 2, LowerIsBetter: true);

    public string Name => "growth";

    public string Title => "Cost growth";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation) =>
    [
        await RunAsync(bench, "connections, 10 calls at once on each", "connections", bench.Plan.IsQuick ? [1, 10, 100] : [1, 10, 100, 1000], Roster.FastServersAndFloors, Plain(count => CallShape.Unary(count, 10)), true, cancellation),
        await RunAsync(bench, "metadata entries of a request, 1 x 100", "metadata entries", [0, 10, 50], Roster.FastServers, Plain(count => CallShape.Unary(1, 100) with { MetadataEntries = count }), false, cancellation),
        await RunAsync(bench, "methods of the server, called in turn, 1 x 100", "methods", [1, 100, 10_000], Roster.RoutingServers, WithMethods, true, cancellation),
    ];

    private static Func<int, (ServerVariant, CallShape)> Plain(Func<int, CallShape> shape) => count => (ServerVariant.Plain, shape(count));

    private static (ServerVariant Variant, CallShape Shape) WithMethods(int count)
    {
        var methods = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"/bench.Many/M{i}")).ToArray();
        return (new(Methods: count), CallShape.Unary(1, 100) with { Methods = methods });
    }

    private async Task<ScenarioResult> RunAsync(
        Bench bench,
        string title,
        string axis,
        int[] points,
        IReadOnlyList<Contestant> contestants,
        Func<int, (ServerVariant Variant, CallShape Shape)> load,
        bool isAimedToBeFlat,
        CancellationToken cancellation)
    {
        Figure[] figures = [.. points.Select(point => Figure.CpuPerCall with { Key = string.Create(CultureInfo.InvariantCulture, $"cpuMicrosecondsPerCallAt{point}"), Heading = point.ToString("N0", CultureInfo.InvariantCulture), At = point })];
        Target[] targets = isAimedToBeFlat ? [Target.NoMoreThan(s_growth, NearlyFlat), Target.Compare(s_growth)] : [Target.Compare(s_growth)];
        var scenario = new Scenario(Name, $"server, unary 21 B, by {title}", [.. figures, s_growth], targets) { Axis = axis, Remark = "CPU µs per call." };
        var loads = points.Select(load).ToArray();
        return await Rounds.RunAsync(scenario, bench.Plan.FewerRounds, contestants, async contestant =>
        {
            var windows = new List<Sample>();
            foreach (var (variant, shape) in loads)
            {
                var server = await bench.ServerAsync(contestant, variant, cancellation);
                windows.Add(await bench.MeasureServerAsync(server, shape, bench.Plan.Seconds, cancellation));
            }

            var sample = new Sample(windows.Sum(window => window.Errors));
            foreach (var (window, figure) in windows.Zip(figures)) sample[figure] = window.Figures[Figure.CpuPerCall.Key];
            sample[s_growth] = sample.Figures[figures[^1].Key] / sample.Figures[figures[0].Key];
            return sample;
        });
    }
}
