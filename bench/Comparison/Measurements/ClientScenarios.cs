using System.Globalization;
using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>Clients on one core, one common fast server on the other; the figure is the client's CPU time per call, as it tells itself.</summary>
internal static class ClientScenarios
{
    private const int PayloadBytes = 100;

    private static readonly Scenario[] Scenarios =
    [
        new("client", Connections: 1, Streams: 100, PayloadBytes),
        new("client", Connections: 1, Streams: 1, PayloadBytes),
    ];

    public static async Task<IReadOnlyList<ScenarioResult>> RunAsync(UnaryPlan plan, CancellationToken cancellation)
    {
        using var server = await ServerProcess.StartAsync(Roster.CommonServer, cancellation);
        var results = new List<ScenarioResult>();
        foreach (var scenario in Scenarios)
        {
            results.Add(await Rounds.RunAsync(scenario, plan.Rounds, Roster.Clients, contestant => MeasureAsync(contestant, server, scenario, plan, cancellation)));
        }

        return results;
    }

    private static async Task<Sample> MeasureAsync(Contestant contestant, ServerProcess server, Scenario scenario, UnaryPlan plan, CancellationToken cancellation)
    {
        string[] arguments =
        [
            .. contestant.Arguments,
            server.Address.ToString().TrimEnd('/'),
            scenario.Connections.ToString(CultureInfo.InvariantCulture),
            scenario.Streams.ToString(CultureInfo.InvariantCulture),
            plan.Seconds.ToString(CultureInfo.InvariantCulture),
            scenario.MessageBytes.ToString(CultureInfo.InvariantCulture),
            "unary",
            "0",
            plan.ClientWarmupSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        var line = await PinnedProcess.RunAsync(PinnedProcess.ClientCore, contestant.Program, arguments, cancellation);
        return ToSample(LoadLine.Parse(line), contestant, line);
    }

    private static Sample ToSample(LoadLine figures, Contestant contestant, string line)
    {
        const double MicrosecondsPerCallInSecondsPerThousand = 1000;
        if (figures["cpu_s_per_1k"] is not { } cpu || figures["calls_per_s"] is not { } rate || figures["errors"] is not { } errors || rate == 0)
        {
            throw new ContestantException($"{contestant.Name} measured nothing: {line}");
        }

        return new(cpu * MicrosecondsPerCallInSecondsPerThousand, rate, (long)errors)
        {
            P50Microseconds = figures["p50_us"],
            P99Microseconds = figures["p99_us"],
            AllocatedBytesPerCall = figures["alloc_bytes_per_call"],
        };
    }
}
