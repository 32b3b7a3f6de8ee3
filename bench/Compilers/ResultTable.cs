using System.Globalization;
using Compilers.Contestants;
using Compilers.Loads;

namespace Compilers;

/// <summary>Medians per load, contestant and product; printed as Markdown, in milliseconds of CPU per file.</summary>
internal sealed class ResultTable(IReadOnlyList<Contestant> contestants)
{
    private readonly Dictionary<(Load Load, Contestant Contestant, Product Product), List<double>> _times = [];

    public void Add(Load load, Contestant contestant, Product product, double milliseconds)
    {
        if (!_times.TryGetValue((load, contestant, product), out var times))
            _times[(load, contestant, product)] = times = [];
        times.Add(milliseconds);
    }

    public void Print(IReadOnlyList<Load> loads)
    {
        var columns = Enum.GetValues<Product>().SelectMany(product => contestants.Select(contestant => (contestant, product))).ToArray();
        Console.WriteLine("| files | number | KB | " + string.Join(" | ", columns.Select(static column => $"{(column.product is Product.CSharp ? "C#" : "set")}: {column.contestant.Name}")) + " |");
        Console.WriteLine("|---|---:|---:|" + string.Concat(columns.Select(static _ => "---:|")));
        foreach (var load in loads)
            Row(load.Name, [load], columns);
        Row("all", loads, columns);
    }

    private void Row(string name, IReadOnlyList<Load> loads, (Contestant Contestant, Product Product)[] columns)
    {
        var files = loads.Sum(static load => load.Files.Count);
        var cells = columns.Select(column =>
        {
            var total = loads.Sum(load => Median(load, column.Contestant, column.Product));
            return total is double.NaN ? "-" : (total / files).ToString("F2", CultureInfo.InvariantCulture);
        });
        Console.WriteLine($"| {name} | {files} | {loads.Sum(static load => load.Bytes) / 1024} | {string.Join(" | ", cells)} |");
    }

    private double Median(Load load, Contestant contestant, Product product)
    {
        if (!_times.TryGetValue((load, contestant, product), out var times))
            return double.NaN;
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
