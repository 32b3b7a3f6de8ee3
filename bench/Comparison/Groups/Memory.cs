using System.Globalization;
using Comparison.Contestants;
using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>What connections and calls cost a server that wait. Each measurement takes a new server, which has served and held before, and collects its garbage before it is read.</summary>
internal sealed class Memory : IScenarioGroup
{
    private const int StreamsPerConnection = 100;
    private const int FewHeld = 200;

    // What the server opens beside the connections that are held.
    private const int OtherDescriptors = 300;

    private static readonly Figure[] s_figures = [Figure.ResidentEach, Figure.LiveEach];

    public string Name => "memory";

    public string Title => "Memory";

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation)
    {
        var wanted = bench.Plan.IsQuick ? 1000 : 10_000;
        var connections = Math.Min(wanted, MaxOpenFiles() - OtherDescriptors);
        return
        [
            await HoldAsync(bench, "idle connections", connections, 0, connections, cancellation),
            await HoldAsync(bench, "open streams", wanted / StreamsPerConnection, StreamsPerConnection, wanted, cancellation),
        ];
    }

    private static async Task<ScenarioResult> HoldAsync(Bench bench, string what, int connections, int streams, int count, CancellationToken cancellation)
    {
        var scenario = new Scenario("memory", $"server, {count:N0} {what}", s_figures, Target.AtMost(Figure.ResidentEach, 0.5, Names.Kestrel), Target.Compare(Figure.ResidentEach))
        {
            Remark = streams == 0
                ? "Each connection has made one unary call. KB of the server's resident memory for each, garbage collected."
                : $"On {connections} connections; each call has echoed one message. KB of the server's resident memory for each, garbage collected.",
        };
        return await Rounds.RunAsync(scenario, bench.Plan.FewerRounds, Roster.FastServers, async contestant =>
        {
            using var server = await ServerProcess.StartAsync(contestant, ServerVariant.Plain, cancellation);
            await bench.Load.LeadInAsync(server.Address, CallShape.Unary(10, 100), bench.Plan.Seconds, cancellation);
            var few = Math.Max(1, FewHeld / Math.Max(streams, 1));
            using (await HoldAsync(server, few, streams, cancellation))
            {
            }

            var before = await ReadAsync(server, bench.Plan.Settling, cancellation);
            using var holder = await HoldAsync(server, connections, streams, cancellation);
            var after = await ReadAsync(server, bench.Plan.Settling, cancellation);
            return new(errors: 0)
            {
                [Figure.ResidentEach] = (after.Resident - before.Resident) / 1024.0 / count,
                [Figure.LiveEach] = (after.Live - before.Live) / 1024.0 / count,
            };
        });
    }

    private static async Task<RunningProgram> HoldAsync(ServerProcess server, int connections, int streams, CancellationToken cancellation)
    {
        var holder = Roster.Holder;
        string[] arguments = [.. holder.Arguments, server.Address.ToString(), connections.ToString(CultureInfo.InvariantCulture), streams.ToString(CultureInfo.InvariantCulture)];
        var program = new RunningProgram(holder.Name, Cores.Client, holder.Program, arguments);
        try
        {
            await program.ReadLineAsync("holding", cancellation);
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    private static async Task<(long Resident, double? Live)> ReadAsync(ServerProcess server, TimeSpan settling, CancellationToken cancellation)
    {
        await Task.Delay(settling, cancellation);
        var live = await server.CollectAsync(cancellation);
        return (server.ResidentBytes, live);
    }

    private static int MaxOpenFiles()
    {
        const string Name = "Max open files";
        var line = File.ReadLines("/proc/self/limits").First(line => line.StartsWith(Name, StringComparison.Ordinal));
        var hard = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return int.TryParse(hard, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }
}
