using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>corpus.tsv: every file of the corpus with the verdict it had.</summary>
internal sealed class VerdictList
{
    private const string Heading = "# package\tfile\tverdict";

    private readonly SortedDictionary<(string Package, string File), Verdict> _verdicts = new(Order);

    private static Comparer<(string Package, string File)> Order { get; } = Comparer<(string Package, string File)>.Create((a, b) =>
        string.CompareOrdinal(a.Package, b.Package) is not 0 and var byPackage ? byPackage : string.CompareOrdinal(a.File, b.File));

    public IEnumerable<(string Package, string File)> Files => _verdicts.Keys;

    public static VerdictList Read(string path)
    {
        var list = new VerdictList();
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Where(line => !line.StartsWith('#')) : [])
        {
            if (line.Split('\t') is not [var package, var file, var verdict])
                throw new InvalidDataException($"{path}: a file has three columns, and this line has not: {line}");
            list._verdicts[(package, file)] = Enum.Parse<Verdict>(verdict);
        }
        return list;
    }

    public Verdict? Find(CorpusFile file) => _verdicts.TryGetValue((file.Package, file.Path), out var verdict) ? verdict : null;

    public void Set(CorpusFile file, Verdict verdict) => _verdicts[(file.Package, file.Path)] = verdict;

    public void Remove(string package) => _verdicts.Keys.Where(key => key.Package == package).ToList().ForEach(key => _verdicts.Remove(key));

    public void Write(string path) =>
        File.WriteAllText(path, string.Concat(_verdicts.Select(entry => $"{entry.Key.Package}\t{entry.Key.File}\t{entry.Value}\n").Prepend(Heading + "\n")));
}
