using System.Globalization;
using Incremental.Protos;
using Measuring;

namespace Incremental.Editing;

/// <summary>What the generator costs in an editor.</summary>
internal static class EditingRuns
{
    /// <summary>Edits that are not measured, so that the code is compiled.</summary>
    private const int WarmUp = 30;

    public static void Print(ProtoTree tree, int rounds)
    {
        Console.WriteLine("| in an editor | ms of CPU | sources written |");
        Console.WriteLine("|---|---:|---:|");
        var project = new EditedProject(tree);
        Row("opening the project, first of all", [project.Run()]);
        Row("opening it again", [.. Enumerable.Range(0, rounds).Select(_ => new EditedProject(tree).Run())]);
        Row("no change", Measure(project, rounds, static () => { }));
        Row("an edit of C#", Measure(project, rounds, project.EditProgram));
        Row("an edit of a .proto that nobody imports", Measure(project, rounds, () => project.EditProto(tree.Leaf)));
        Row($"an edit of a .proto that {tree.Dependents} others import", Measure(project, rounds, () => project.EditProto(tree.Shared)));
        Console.WriteLine();
    }

    private static List<(double Milliseconds, int Written)> Measure(EditedProject project, int rounds, Action edit)
    {
        var runs = new List<(double, int)>();
        for (var round = -WarmUp; round < rounds; round++)
        {
            edit();
            var run = project.Run();
            if (round >= 0)
                runs.Add(run);
        }
        return runs;
    }

    private static void Row(string what, IReadOnlyList<(double Milliseconds, int Written)> runs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {what} | {Medians.Of(runs.Select(static run => run.Milliseconds)):F1} | {runs[^1].Written} |"));
}
