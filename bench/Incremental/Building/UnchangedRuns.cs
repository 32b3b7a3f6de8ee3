using System.Globalization;
using Incremental.Protos;
using Measuring;

namespace Incremental.Building;

/// <summary>What the files add to a build in which nothing has changed: beside the same project whose files just lie there, in turns.</summary>
internal static class UnchangedRuns
{
    public static async Task PrintAsync(PackageFeed feed, int files, int rounds, CancellationToken cancellationToken)
    {
        var tree = new ProtoTree(files, isSmall: true);
        BuiltProject[] projects = [new(feed, tree, isCompiled: true), new(feed, tree, isCompiled: false)];
        foreach (var project in projects)
        {
            await project.RestoreAsync(cancellationToken);
            await project.BuildAsync(cancellationToken);
        }
        var runs = new List<(DotnetRun With, DotnetRun Without)>();
        for (var round = 0; round < rounds; round++)
            runs.Add((await projects[0].BuildAsync(cancellationToken, TargetTimes.Option), await projects[1].BuildAsync(cancellationToken, TargetTimes.Option)));
        Print(runs);
    }

    private static void Print(List<(DotnetRun With, DotnetRun Without)> runs)
    {
        Console.WriteLine("| dotnet build without a change | ms | of it added by the files |");
        Console.WriteLine("|---|---:|---:|");
        Row("the whole command", runs, static run => run.Seconds * 1e3);
        Row("its CPU time", runs, static run => run.CpuSeconds * 1e3);
        Row("all targets", runs, static run => TargetTimes.Of(run.Output, static _ => true));
        Row("those of the package", runs, static run => TargetTimes.Of(run.Output, TargetTimes.IsOfPackage));
        foreach (var target in new[] { "GenerateMSBuildEditorConfigFileShouldRun", "GenerateMSBuildEditorConfigFileCore", "CoreCompile" })
            Row(target, runs, run => TargetTimes.Of(run.Output, name => name == target));
        Console.WriteLine();
    }

    private static void Row(string what, List<(DotnetRun With, DotnetRun Without)> runs, Func<DotnetRun, double> figure) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {Medians.Of(runs.Select(pair => figure(pair.With))):F0} | {Medians.Of(runs.Select(pair => figure(pair.With) - figure(pair.Without))):F0} |"));
}
