using System.Globalization;

namespace Fuzz;

/// <summary>Several targets in turn, for a time, and the table of what was run.</summary>
internal sealed class Session(IReadOnlyList<Fuzzer> fuzzers, TextWriter output)
{
    private static readonly TimeSpan s_longestSlice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_reportEvery = TimeSpan.FromMinutes(2);

    /// <summary>Runs for <paramref name="time"/> in all; returns the number of findings.</summary>
    public int Run(TimeSpan time)
    {
        var weights = fuzzers.Sum(static fuzzer => fuzzer.Target.Weight);
        var rounds = Math.Max(1, (int)(time / (s_longestSlice * weights)));
        var slice = time / rounds / weights;
        var reported = TimeSpan.Zero;
        using var watch = new Watch();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var fuzzer in fuzzers) RunSlice(fuzzer, slice * fuzzer.Target.Weight);
            var spent = slice * weights * (round + 1);
            if (spent - reported < s_reportEvery || round == rounds - 1) continue;
            reported = spent;
            Print();
        }

        Print();
        return fuzzers.Sum(static fuzzer => fuzzer.Findings.Count);
    }

    private void RunSlice(Fuzzer fuzzer, TimeSpan time)
    {
        var before = fuzzer.Findings.Count;
        fuzzer.RunFor(time);
        foreach (var finding in fuzzer.Findings.Skip(before)) Report(finding);
    }

    private void Print()
    {
        output.WriteLine();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"target",-12} {"executions",14} {"per second",11} {"reached",8} {"kept",6} {"findings",9}"));
        foreach (var fuzzer in fuzzers)
        {
            var rate = fuzzer.Executions / Math.Max(0.001, fuzzer.Spent.TotalSeconds);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fuzzer.Target.Name,-12} {fuzzer.Executions,14:N0} {rate,11:N0} {fuzzer.Reached,8:N0} {fuzzer.Kept,6:N0} {fuzzer.Findings.Count,9}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-12} {fuzzers.Sum(static fuzzer => fuzzer.Executions),14:N0} executions in {fuzzers.Sum(static fuzzer => fuzzer.Spent.TotalSeconds):N0} s"));
        output.Flush();
    }

    private void Report(Finding finding)
    {
        output.WriteLine();
        output.WriteLine($"{finding.Target}: {finding.Error}");
        output.WriteLine($"Input: {Convert.ToHexString(finding.Input)}");
        output.WriteLine($"Kept as {CaseFiles.Save("regressions", finding.Target, finding.Input)}");
        output.Flush();
    }
}
