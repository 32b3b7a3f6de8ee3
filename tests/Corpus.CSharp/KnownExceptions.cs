namespace Corpus.CSharp;

/// <summary>exceptions.tsv: the files that cannot be compared, each with what becomes of it and why.</summary>
internal sealed class KnownExceptions
{
    private const string Heading = "# package\tfile\tverdict\treason";

    private readonly SortedDictionary<string, string> _lines = new(StringComparer.Ordinal);

    public static KnownExceptions Read(string path)
    {
        var known = new KnownExceptions();
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Where(static line => !line.StartsWith('#')) : [])
            known._lines[Key(line)] = line;
        return known;
    }

    /// <summary>Whether the file is known to end like that.</summary>
    public bool Has(Verdict verdict) => _lines.ContainsKey(Key(Line(verdict)));

    /// <summary>Keeps what was found; files that were not part of the run keep their lines.</summary>
    public void Update(IEnumerable<Verdict> verdicts, string path)
    {
        foreach (var verdict in verdicts)
        {
            foreach (var kind in Enum.GetNames<VerdictKind>())
                _lines.Remove($"{verdict.File.Package}\t{verdict.File.Path}\t{kind}");
            if (verdict.Kind is not (VerdictKind.Equal or VerdictKind.Different))
                _lines[Key(Line(verdict))] = Line(verdict);
        }
        File.WriteAllLines(path, _lines.Values.Prepend(Heading));
    }

    private static string Line(Verdict verdict) => $"{verdict.File.Package}\t{verdict.File.Path}\t{verdict.Kind}\t{Short(string.Join(" ", verdict.Findings))}";

    private static string Short(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ') is { Length: > 300 } longText ? longText[..300] : text;

    private static string Key(string line) => string.Join('\t', line.Split('\t')[..3]);
}
