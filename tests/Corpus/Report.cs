using System.Globalization;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>Counts and prints verdicts, beside those of the kept list.</summary>
internal sealed class Report(VerdictList kept, bool showRejected)
{
    private readonly Dictionary<(string Package, string Path), (CorpusFile File, Verdict Verdict)> _found = [];
    private readonly SortedDictionary<string, int[]> _byPackage = new(StringComparer.Ordinal);

    public int Failed { get; private set; }

    public void Add(string package, List<(CorpusFile File, Comparison Result)> results)
    {
        if (!_byPackage.TryGetValue(package, out var counts))
            _byPackage[package] = counts = new int[3];
        foreach (var (file, result) in results)
        {
            _found[(file.Package, file.Path)] = (file, result.Verdict);
            counts[result.Verdict switch { Verdict.Equal => 0, Verdict.RejectedAtTheSameLine => 1, _ => 2 }]++;
            if (showRejected && result.Verdict == Verdict.RejectedAtTheSameLine)
                Print($"{file.Package}: {file.Path}: {result.Detail}");
            if (result.IsGood)
                continue;
            var line = $"{file.Package}: {file.Path}: {result.Verdict}: {result.Detail}";
            if (kept.Find(file) == result.Verdict)
                Print($"known: {line}");
            else
                Fail(line);
        }
    }

    /// <summary>Prints the table and the closing line.</summary>
    public void Finish(IReadOnlyList<CorpusPackage> packages, TimeSpan time)
    {
        var present = packages.Where(package => package.IsPresent).Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
        var skipped = kept.Files.Count(file => packages.Any(package => package.Name == file.Package) && !present.Contains(file.Package));
        foreach (var (package, file) in kept.Files.Where(key => present.Contains(key.Package) && !_found.ContainsKey(key)))
            Fail($"{package}: {file}: it stands in corpus.tsv, and the package has it no more");
        var unknown = _found.Values.Count(found => found.File.Package != OwnCases.Name && kept.Find(found.File) is null);
        if (unknown > 0)
            Print($"{unknown} files do not stand in corpus.tsv yet; run ./test corpus --update");
        Print($"{"package",-56}{"equal",8}{"rejected alike",16}{"wrong",8}");
        foreach (var (package, counts) in _byPackage)
            Print($"{package,-56}{counts[0],8}{counts[1],16}{counts[2],8}");
        var (equal, rejected, wrong) = (Sum(0), Sum(1), Sum(2));
        Print($"{_found.Count} files of {_byPackage.Count} packages in {time.TotalSeconds:F0} s: {equal} give the same bytes, {rejected} are rejected at the same line, {wrong} are wrong");
        Print($"{equal + rejected} passed, {Failed} failed, {skipped} skipped");
    }

    /// <summary>Keeps the verdicts; packages that this run did not have keep theirs.</summary>
    public void WriteList(IEnumerable<CorpusPackage> packages, string path)
    {
        foreach (var package in packages.Where(package => package.IsPresent))
            kept.Remove(package.Name);
        foreach (var (file, verdict) in _found.Values.Where(found => found.File.Package != OwnCases.Name))
            kept.Set(file, verdict);
        kept.Write(path);
    }

    private int Sum(int column) => _byPackage.Values.Sum(counts => counts[column]);

    private void Fail(string line)
    {
        Failed++;
        Print(line);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
