using Comparison.Contestants;
using Comparison.Groups;
using Comparison.Measurements;
using Comparison.Reports;

namespace Comparison;

/// <summary>What one run of the comparison is to do.</summary>
internal sealed record RunOptions(Plan Plan, IReadOnlyList<string> Only, FileInfo? Json, bool Plots);

/// <summary>Runs the groups one after the other, prints each as it ends, and writes what is asked for.</summary>
internal static class ComparisonRun
{
    /// <returns>The exit code: 0 when every call of everybody was answered rightly.</returns>
    public static async Task<int> RunAsync(RunOptions options, string command, CancellationToken cancellation)
    {
        if (Environment.ProcessorCount < Cores.Number)
        {
            await Console.Error.WriteLineAsync("The comparison needs two cores: one for the server, one for the client.");
            return 1;
        }

        var report = new Report(DateTimeOffset.UtcNow, command, await Machine.ReadAsync(cancellation), options.Plan.Rounds, options.Plan.Seconds, new Dictionary<string, double>(), []);
        Console.WriteLine(Markdown.Origin(report));
        var failed = false;
        using (var bench = new Bench(options.Plan))
        {
            foreach (var group in AllGroups.InOrder.Where(group => options.Only.Count == 0 || options.Only.Contains(group.Name)))
            {
                try
                {
                    report = await RunAsync(group, bench, report, cancellation);
                    if (options.Json is { } file) report.Write(file);
                }
                catch (Exception failure) when (failure is ContestantException or TimeoutException)
                {
                    await Console.Error.WriteLineAsync($"{group.Name}: {failure.Message}");
                    failed = true;
                }
            }
        }

        Console.WriteLine("# Summary\n");
        Console.WriteLine(Summary.Of(report.Scenarios));
        if (options.Plots) PerformancePage.Write([report]);
        return failed || report.Scenarios.Any(scenario => scenario.Errors > 0) ? 1 : 0;
    }

    private static async Task<Report> RunAsync(IScenarioGroup group, Bench bench, Report report, CancellationToken cancellation)
    {
        var busy = await Machine.BusyCoresAsync(cancellation);
        if (busy > Machine.ToleratedBusyCores) await Console.Error.WriteLineAsync($"{group.Name}: something else keeps {busy} cores busy; do not trust the figures.");
        var scenarios = await group.RunAsync(bench, cancellation);
        Console.WriteLine($"# {group.Title}\n");
        foreach (var scenario in scenarios) Console.WriteLine($"## {scenario.Title}\n\n{Markdown.Scenario(scenario)}");
        return report with
        {
            BusyCores = new Dictionary<string, double>(report.BusyCores, StringComparer.Ordinal) { [group.Name] = busy },
            Scenarios = [.. report.Scenarios, .. scenarios],
        };
    }
}
