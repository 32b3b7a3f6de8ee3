using System.Globalization;
using Incremental.Protos;

namespace Incremental.Building;

/// <summary>What whole builds take, from the command line and with nothing warm. Nearly all of it is the C# compiler's.</summary>
internal static class BuildingRuns
{
    public static async Task PrintAsync(PackageFeed feed, ProtoTree tree, CancellationToken cancellationToken)
    {
        var project = new BuiltProject(feed, tree, isCompiled: true);
        await project.RestoreAsync(cancellationToken);
        Console.WriteLine("| dotnet build | s | s of CPU |");
        Console.WriteLine("|---|---:|---:|");
        Row("from nothing", await project.BuildAsync(cancellationToken));
        project.EditProto();
        Row("after an edit of a .proto", await project.BuildAsync(cancellationToken));
        Console.WriteLine();
    }

    private static void Row(string what, DotnetRun run) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {run.Seconds:F1} | {run.CpuSeconds:F1} |"));
}
