namespace Corpus;

/// <summary>A package as packages.tsv names it, and where its files lie on this machine.</summary>
/// <param name="Name">The name in its registry.</param>
/// <param name="Group">Packages of one group see each other's files.</param>
/// <param name="Folder">The folder of its files, which is an import root; there only if the package could be fetched.</param>
/// <param name="Roots">The import roots that its files are named by, deepest first.</param>
/// <param name="ImportRoots">Import roots for others only.</param>
internal sealed record CorpusPackage(string Name, string Group, string Folder, IReadOnlyList<string> Roots, IReadOnlyList<string> ImportRoots)
{
    public bool IsPresent => Directory.Exists(Folder);

    /// <summary>The files, relative to the folder, ordered.</summary>
    public IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*.proto", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>Reads packages.tsv.</summary>
    public static List<CorpusPackage> ReadList(string path, string cache)
    {
        var packages = new List<CorpusPackage>();
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith('#')))
        {
            if (line.Split('\t') is not [var source, var name, var version, var group, _, _, var further])
                throw new InvalidDataException($"{path}: a package has seven columns, and this line has not: {line}");
            var folder = Path.Combine(cache, source, name, version);
            var roots = further.Split(';').Where(root => root != "-").ToLookup(root => root[0] == '+', root => Path.Combine(folder, root.TrimStart('+')));
            packages.Add(new CorpusPackage(name, group, folder, [.. roots[false].Append(folder).OrderByDescending(root => root.Length)], [.. roots[true]]));
        }
        return packages;
    }
}
