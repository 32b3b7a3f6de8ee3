using System.CommandLine;
using Comparison;
using Comparison.Contestants;
using Comparison.Groups;
using Comparison.Guards;
using Comparison.Reports;

string[] names = [.. AllGroups.InOrder.Select(group => group.Name)];
var quick = new Option<bool>("--quick") { Description = "Short windows, one round, fewer variants: under two minutes, for a first look." };
var only = new Option<string[]>("--only") { Description = $"Run only these groups: {string.Join(", ", names)}. May be given several times.", AllowMultipleArgumentsPerToken = true };
only.AcceptOnlyFromAmong(names);
var rounds = new Option<int?>("--rounds") { Description = "How often each contestant is measured in each scenario; the tables show medians." };
var seconds = new Option<double?>("--seconds") { Description = "Length of one measured window." };
var json = new Option<FileInfo?>("--json") { Description = "Also write all figures to this file; it grows with each group." };
var plots = new Option<bool>("--plots") { Description = "Also write the plots and the tables of docs/performance.md." };

var root = new RootCommand("Runs ours beside its peers: one core for the server, the other for the client, contestants alternating, CPU time per call of the one under test.")
{
    quick, only, rounds, seconds, json, plots,
};
root.SetAction(async (parsed, cancellation) =>
{
    var plan = parsed.GetValue(quick) ? Plan.Quick : Plan.Full;
    plan = plan with { Rounds = parsed.GetValue(rounds) ?? plan.Rounds, Seconds = parsed.GetValue(seconds) ?? plan.Seconds };
    var options = new RunOptions(plan, parsed.GetValue(only) ?? [], parsed.GetValue(json), parsed.GetValue(plots));
    return await ComparisonRun.RunAsync(options, Command(args), cancellation);
});

var files = new Argument<FileInfo[]>("FILE") { Description = "What --json has written. The newest run of each group is taken.", Arity = ArgumentArity.OneOrMore };
files.AcceptExistingOnly();
var plot = new Command("plot", "Writes the plots and the tables of docs/performance.md from the figures of earlier runs.") { files };
plot.SetAction(parsed =>
{
    try
    {
        foreach (var written in PerformancePage.Write(parsed.GetValue(files)!.Select(Report.Read))) Console.WriteLine(Path.GetRelativePath(Repository.Root, written));
        return 0;
    }
    catch (FormatException failure)
    {
        Console.Error.WriteLine(failure.Message);
        return 1;
    }
});
root.Add(plot);

var record = new Option<bool>("--record") { Description = "Make what is measured the recorded values." };
var guard = new Command("guard", "Compares allocation and CPU time in parts of the floor's with bench/guards.json; ./test perf calls it.") { record };
guard.SetAction(async (parsed, cancellation) =>
{
    try
    {
        return await GuardRun.RunAsync(parsed.GetValue(record), cancellation);
    }
    catch (Exception failure) when (failure is ContestantException or TimeoutException)
    {
        Console.WriteLine(failure.Message);
        Console.WriteLine("0 passed, 1 failed, 0 skipped");
        return 1;
    }
});
root.Add(guard);
return await root.Parse(args).InvokeAsync();

// As it is to be repeated: where the figures go is not part of it.
static string Command(string[] args)
{
    var kept = args.Where((argument, i) => argument is not ("--json" or "--plots") && (i == 0 || args[i - 1] != "--json"));
    return $"bench/compare {string.Join(' ', kept)}".TrimEnd();
}
