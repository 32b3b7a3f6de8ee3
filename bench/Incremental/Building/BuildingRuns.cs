using System.Globalization;
using Incremental.Protos;
using Measuring;

namespace Incremental.Building;

/// <summary>What the files cost whole builds, from the command line and with nothing warm.</summary>
internal static class BuildingRuns
{
    public static async Task PrintAsync(ProtoTree tree, int rounds, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Packing");
        using var feed = await PackageFeed.PackAsync(cancellationToken);
        var compiled = new BuiltProject(feed, tree, isCompiled: true);
        var lying = new BuiltProject(feed, tree, isCompiled: false);
        await compiled.RestoreAsync(cancellationToken);
        await lying.RestoreAsync(cancellationToken);

        Console.WriteLine("| dotnet build | s | s of CPU |");
        Console.WriteLine("|---|---:|---:|");
        Row("from nothing", await compiled.BuildAsync(cancellationToken));
        compiled.EditProto();
        Row("an edit of a .proto", await compiled.BuildAsync(cancellationToken));
        compiled.EditProgram();
        Row("an edit of C#", await compiled.BuildAsync(cancellationToken));
        Row("from nothing, the files just lie there", await lying.BuildAsync(cancellationToken));

        var (with, without) = (new List<DotnetRun>(), new List<DotnetRun>());
        for (var round = 0; round < rounds; round++)
        {
            with.Add(await compiled.BuildAsync(cancellationToken, TargetTimes.Option));
            without.Add(await lying.BuildAsync(cancellationToken, TargetTimes.Option));
        }
        Row("no change", Median(with));
        Row("no change, the files just lie there", Median(without));
        Console.WriteLine();
        PrintAdded(with, without);
    }

    private static void PrintAdded(List<DotnetRun> with, List<DotnetRun> without)
    {
        Console.WriteLine("| added to a build without a change | ms |");
        Console.WriteLine("|---|---:|");
        Row("targets of the package", Medians.Of(with.Select(static run => TargetTimes.OfPackage(run.Output))));
        foreach (var target in new[] { "GenerateMSBuildEditorConfigFileShouldRun", "GenerateMSBuildEditorConfigFileCore", "CoreCompile" })
            Row($"more in {target}", Medians.Of(with.Zip(without, (a, b) => TargetTimes.Of(a.Output, target) - TargetTimes.Of(b.Output, target))));
        Row("the whole command", Medians.Of(with.Zip(without, static (a, b) => (a.Seconds - b.Seconds) * 1e3)));
        Row("its CPU time", Medians.Of(with.Zip(without, static (a, b) => (a.CpuSeconds - b.CpuSeconds) * 1e3)));
        Console.WriteLine();
    }

    private static DotnetRun Median(List<DotnetRun> runs) => new(Medians.Of(runs.Select(static run => run.Seconds)), Medians.Of(runs.Select(static run => run.CpuSeconds)), "");

    private static void Row(string what, DotnetRun run) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {run.Seconds:F2} | {run.CpuSeconds:F2} |"));

    private static void Row(string what, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {milliseconds:F0} |"));
}
