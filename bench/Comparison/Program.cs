using System.CommandLine;
using Comparison;

var quick = new Option<bool>("--quick") { Description = "Short windows and few rounds: under two minutes, for a first look." };
var only = new Option<string?>("--only") { Description = "Run only the scenarios of one side." };
only.AcceptOnlyFromAmong("server", "client");
var rounds = new Option<int?>("--rounds") { Description = "How often each contestant is measured in each scenario; the table shows medians." };
var seconds = new Option<double?>("--seconds") { Description = "Length of one measured window." };
var json = new Option<FileInfo?>("--json") { Description = "Also write all figures to this file." };

var root = new RootCommand("Runs ours beside its peers: one core for the server, the other for the client, contestants alternating, CPU time per call of the one under test.")
{
    quick, only, rounds, seconds, json,
};
root.SetAction(async (parsed, cancellation) =>
{
    var plan = parsed.GetValue(quick) ? UnaryPlan.Quick : UnaryPlan.Full;
    plan = plan with
    {
        Side = parsed.GetValue(only),
        Rounds = parsed.GetValue(rounds) ?? plan.Rounds,
        Seconds = parsed.GetValue(seconds) ?? plan.Seconds,
        Json = parsed.GetValue(json),
    };
    return await UnaryComparison.RunAsync(plan, "bench/compare " + string.Join(' ', args), cancellation);
});
return await root.Parse(args).InvokeAsync();
