using Comparison.Contestants;
using Comparison.Measurements;
using Comparison.Reports;

namespace Comparison.Guards;

/// <summary>
/// Measures what is guarded and compares it with bench/guards.json: bytes allocated at each end, which hardly vary, and CPU time in parts of the floor's, which is only judged on a machine
/// that does nothing else. Of each figure the best of several windows counts: noise makes things worse, never better.
/// </summary>
internal sealed class GuardRun(Bench bench, CancellationToken cancellation)
{
    private const int Rounds = 6;
    private const double AllocationMargin = 1.05, AllocationSlackBytes = 8, CpuMargin = 1.25;

    private static readonly Plan s_plan = new(Rounds, Seconds: 0.7, WarmupSeconds: 12, LeadInSeconds: 0.2);

    private readonly List<(Guard Measured, bool NeedsQuiet)> _measured = [];

    /// <param name="isRecording">Whether the measured values become the recorded ones, better or worse.</param>
    /// <returns>The exit code; the last line printed counts what passed, failed and was skipped.</returns>
    public static async Task<int> RunAsync(bool isRecording, CancellationToken cancellation)
    {
        using var bench = new Bench(s_plan);
        var run = new GuardRun(bench, cancellation);
        var busy = await Machine.BusyCoresAsync(cancellation);
        await run.MeasureServerAsync();
        await run.MeasureClientAsync();
        await run.MeasureStreamsAsync();
        var isQuiet = busy <= Machine.ToleratedBusyCores;
        if (!isQuiet) Console.WriteLine($"Something else keeps {busy} cores busy: CPU time is not judged.");
        return isRecording ? run.Record(isQuiet) : run.Judge(isQuiet);
    }

    private int Judge(bool isQuiet)
    {
        var file = GuardFile.Read();
        int passed = 0, failed = 0, skipped = 0;
        foreach (var (measured, needsQuiet) in _measured)
        {
            var guard = file.Find(measured.Name);
            var isJudged = guard is not null && (isQuiet || !needsQuiet);
            var isGood = isJudged && measured.Recorded <= guard!.Limit;
            if (!isJudged) skipped++;
            else if (isGood) passed++;
            else failed++;
            var recorded = guard is null ? "not recorded" : $"recorded {Markdown.Short(guard.Recorded)}, limit {Markdown.Short(guard.Limit)}";
            Console.WriteLine($"{(isJudged ? isGood ? "good   " : "WORSE  " : "skipped")} {measured.Name}: {Markdown.Short(measured.Recorded)} ({recorded})");
        }

        if (failed > 0) Console.WriteLine("Worse than recorded. If that is meant, and said in the commit: ./test perf --record");
        Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0 ? 0 : 1;
    }

    private int Record(bool isQuiet)
    {
        var file = GuardFile.Read();
        foreach (var (measured, _) in _measured.Where(item => isQuiet || !item.NeedsQuiet))
        {
            Console.WriteLine($"{measured.Name}: {Markdown.Short(file.Find(measured.Name)?.Recorded ?? 0)} -> {Markdown.Short(measured.Recorded)}");
            file = file.With(new(measured.Name, Math.Round(measured.Recorded, 2), Math.Round(measured.Limit, 2)));
        }

        file.Write();
        Console.WriteLine("0 passed, 0 failed, 0 skipped");
        return 0;
    }

    private async Task MeasureServerAsync()
    {
        Contestant ours = Roster.FastServers[0], floor = Roster.PoolFloor;
        foreach (var (connections, streams) in new[] { (1, 100), (50, 1) })
        {
            var shape = CallShape.Unary(connections, streams);
            var (best, bestOfFloor) = await AlternateAsync(ours, floor, async contestant =>
            {
                var server = await bench.ServerAsync(contestant, cancellation);
                return await bench.MeasureServerAsync(server, shape, s_plan.Seconds, cancellation);
            });
            AddCpu($"server CPU per call to the thread-pool floor's, {connections} x {streams}", best, bestOfFloor);
            if (connections == 1) Add("server bytes allocated per unary call", best[Figure.AllocatedPerCall.Key]);
        }
    }

    private async Task MeasureClientAsync()
    {
        var server = await bench.ServerAsync(Roster.CommonServer, cancellation);
        var load = new ClientLoad("unary", Connections: 1, Concurrency: 100, PayloadBytes: 100);
        var (best, bestOfFloor) = await AlternateAsync(Roster.Clients[0], Roster.FramePair.Client, async client => ToSample(await bench.MeasureBothAsync(client, server, load, s_plan.Seconds, cancellation)));
        AddCpu("client CPU per call to the bare frames', 1 x 100", best, bestOfFloor);
        Add("client bytes allocated per unary call", best[Figure.AllocatedPerCall.Key]);
    }

    private async Task MeasureStreamsAsync()
    {
        var pair = Roster.FastPairs[0];
        var server = await bench.ServerAsync(pair.Server, cancellation);
        foreach (var kind in new[] { "serverstream", "clientstream", "bidi" })
        {
            var load = new ClientLoad(kind, Connections: 1, Concurrency: 1, PayloadBytes: 20, MessagesPerStream: 1000);
            var best = double.MaxValue;
            for (var round = 0; round < Rounds / 2; round++)
            {
                var (line, _) = await bench.MeasureBothAsync(pair.Client, server, load, s_plan.Seconds, cancellation);
                best = Math.Min(best, line["alloc_bytes_per_call"] ?? 0);
            }

            Add($"client bytes allocated per message, {kind}", best);
        }
    }

    /// <summary>The least of each figure.</summary>
    private static async Task<(Dictionary<string, double> Ours, Dictionary<string, double> Floor)> AlternateAsync(Contestant ours, Contestant floor, Func<Contestant, Task<Sample>> measure)
    {
        Dictionary<string, double> best = [], bestOfFloor = [];
        for (var round = 0; round < Rounds; round++)
        {
            Keep(best, await measure(ours));
            Keep(bestOfFloor, await measure(floor));
        }

        return (best, bestOfFloor);

        static void Keep(Dictionary<string, double> best, Sample sample)
        {
            if (sample.Errors > 0) throw new ContestantException($"{sample.Errors} calls failed.");
            foreach (var (key, value) in sample.Figures) best[key] = Math.Min(value, best.GetValueOrDefault(key, double.MaxValue));
        }
    }

    private static Sample ToSample((LoadLine Client, double) both) => new(both.Client.Errors)
    {
        [Figure.CpuPerCall] = both.Client.CpuMicroseconds,
        [Figure.AllocatedPerCall] = both.Client["alloc_bytes_per_call"],
    };

    private void Add(string name, double bytes) => _measured.Add((new(name, bytes, bytes * AllocationMargin + AllocationSlackBytes), NeedsQuiet: false));

    private void AddCpu(string name, Dictionary<string, double> ours, Dictionary<string, double> floor)
    {
        var ratio = ours[Figure.CpuPerCall.Key] / floor[Figure.CpuPerCall.Key];
        _measured.Add((new(name, ratio, ratio * CpuMargin), NeedsQuiet: true));
    }
}
