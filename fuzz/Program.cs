using System.Globalization;
using Fuzz;

// Fuzz SECONDS [TARGET...] [--seed N] [--distill]   fuzzes the targets for SECONDS in all
// Fuzz replay TARGET FILE                           runs one input, prints what engines tell, and what it breaks
var seed = (ulong)DateTime.UtcNow.Ticks;
var isDistilling = false;
List<string> words = [];
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--seed") seed = ulong.Parse(args[++i], CultureInfo.InvariantCulture);
    else if (args[i] == "--distill") isDistilling = true;
    else words.Add(args[i]);
}

if (words is ["replay", var name, var file])
{
    Fuzz.Ends.Trace.IsLoud = true;
    var error = Runner.Try(AllTargets.Find(name), File.ReadAllBytes(file), new Features());
    Console.WriteLine(error?.ToString() ?? "The input breaks nothing.");
    return error is null ? 0 : 1;
}

if (words.Count == 0 || !double.TryParse(words[0], CultureInfo.InvariantCulture, out var seconds))
{
    Console.WriteLine("Fuzz SECONDS [TARGET...] [--seed N] [--distill], or Fuzz replay TARGET FILE.");
    return 2;
}

var targets = words.Count == 1 ? AllTargets.List : [.. words[1..].Select(AllTargets.Find)];
List<Fuzzer> fuzzers = [.. targets.Select(target => new Fuzzer(target, seed))];
Console.WriteLine($"Seed {seed}.");
var findings = new Session(fuzzers, Console.Out).Run(TimeSpan.FromSeconds(seconds));
if (isDistilling) fuzzers.ForEach(Distiller.Save);
var failed = fuzzers.Count(static fuzzer => fuzzer.Findings.Count > 0);
Console.WriteLine();
Console.WriteLine($"{findings} findings.");
Console.WriteLine($"{fuzzers.Count - failed} passed, {failed} failed, 0 skipped");
return failed == 0 ? 0 : 1;
