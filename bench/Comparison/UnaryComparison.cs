using Comparison.Contestants;
using Comparison.Measurements;
using Comparison.Reports;

namespace Comparison;

/// <summary>The comparison of unary calls: server scenarios driven by h2load, client scenarios against one common fast server.</summary>
internal static class UnaryComparison
{
    public static async Task<int> RunAsync(UnaryPlan plan, string command, CancellationToken cancellation)
    {
        if (Environment.ProcessorCount < 2)
        {
            await Console.Error.WriteLineAsync("The comparison needs two cores: one for the server, one for the client.");
            return 1;
        }

        var machine = await Machine.ReadAsync(cancellation);
        if (machine.IsBusy) await Console.Error.WriteLineAsync($"Something else keeps {machine.BusyCores} cores busy: do not trust the figures.");

        var results = new List<ScenarioResult>();
        try
        {
            if (plan.Side is null or "server") results.AddRange(await ServerScenarios.RunAsync(plan, cancellation));
            if (plan.Side is null or "client") results.AddRange(await ClientScenarios.RunAsync(plan, cancellation));
        }
        catch (ContestantException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        var report = new Report(DateTimeOffset.UtcNow, command, machine, plan.Rounds, plan.Seconds, results);
        ResultTables.Print(report);
        if (plan.Json is { } file) report.WriteJson(file);
        return results.All(scenario => scenario.Contestants.All(contestant => contestant.Errors == 0)) ? 0 : 1;
    }
}
