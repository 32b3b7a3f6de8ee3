using System.Globalization;
using MessageCode.Contestants;
using MessageCode.Measurements;

namespace MessageCode.Reports;

/// <summary>Markdown: one row per shape, per operation ours, theirs and how many times as long theirs takes.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<DuelResult> results, IReadOnlyList<Operation> operations)
    {
        Console.WriteLine("| message | " + string.Join(" | ", operations.Select(static operation => $"{operation}: ours | protoc | ratio")) + " |");
        Console.WriteLine("|---|" + string.Concat(operations.Select(static _ => "---:|---:|---:|")));
        foreach (var shape in results.GroupBy(static result => result.Shape))
            Console.WriteLine($"| {shape.Key} | {string.Join(" | ", operations.Select(operation => Cells(shape.Single(result => result.Operation == operation))))} |");
        Console.WriteLine($"| geometric mean | {string.Join(" | ", operations.Select(operation => $"| | **{Mean(results.Where(result => result.Operation == operation))}**"))} |");
        Console.WriteLine();
        var allocating = results.Where(static result => Math.Abs(result.OurBytes - result.TheirBytes) >= 1).ToArray();
        Console.WriteLine(allocating.Length == 0 ? "Both allocate the same." : "Bytes allocated, where they differ (ours, protoc's):");
        foreach (var result in allocating)
            Console.WriteLine($"- {result.Shape}, {result.Operation}: {result.OurBytes:F0}, {result.TheirBytes:F0}");
    }

    private static string Cells(DuelResult result) => string.Create(CultureInfo.InvariantCulture, $"{Time(result.Ours)} | {Time(result.Theirs)} | {result.Theirs / result.Ours:F2}");

    private static string Time(double nanoseconds) => nanoseconds.ToString(nanoseconds < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);

    private static string Mean(IEnumerable<DuelResult> results) =>
        Math.Exp(results.Average(static result => Math.Log(result.Theirs / result.Ours))).ToString("F2", CultureInfo.InvariantCulture);
}
