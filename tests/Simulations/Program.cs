using System.Diagnostics;
using System.Globalization;
using Peregrine.Testing;
using Simulations;

// Simulations [--seed N] [--seeds COUNT] [--from N]
var single = Option("--seed");
var count = Option("--seeds") ?? 1000;
var from = Option("--from") ?? 1;

try
{
    if (single is { } seed)
    {
        Console.WriteLine($"Seed {seed} ended well; its trace has the hash {Runs.One(seed):x16}.");
        return 0;
    }

    if (args.Contains("--hashes"))
    {
        for (var one = from; one < from + count; one++) Console.WriteLine($"{one} {Runs.One(one):x16}");
        return 0;
    }

    var clock = Stopwatch.StartNew();
    var hash = Runs.Many(from, count, done => Console.WriteLine($"{done} seeds in {clock.Elapsed.TotalSeconds:0.0} s"));
    Console.WriteLine($"{count} seeds from {from} ended well in {clock.Elapsed.TotalSeconds:0.0} s; all traces together have the hash {hash:x16}.");
    return 0;
}
catch (SimulationFailedException failed)
{
    Console.WriteLine(single is null ? failed.Message : string.Join(Environment.NewLine, failed.Trace));
    Console.WriteLine($"{Environment.NewLine}Seed {failed.Seed} failed: {failed.Problem}");
    Console.WriteLine(failed.InnerException);
    Console.WriteLine($"To see it again: ./test sim --seed {failed.Seed}");
    return 1;
}

long? Option(string name)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? null : long.Parse(args[at + 1], CultureInfo.InvariantCulture);
}
