namespace Corpus;

/// <summary>One file of the corpus.</summary>
/// <param name="Package">The package that carries it.</param>
/// <param name="Path">Where it lies in there.</param>
/// <param name="ImportPath">Its name for the compilers: relative to the deepest import root above it.</param>
internal sealed record CorpusFile(string Package, string Path, string ImportPath);

/// <summary>Files that are compiled with the same import roots.</summary>
internal sealed record CorpusUnit(string Name, string[] Roots, IReadOnlyList<CorpusFile> Files)
{
    /// <summary>The units of a list of packages; what all of them may import stands in <paramref name="common"/>.</summary>
    public static IEnumerable<CorpusUnit> Of(IEnumerable<CorpusPackage> packages, string[] common)
    {
        foreach (var group in packages.GroupBy(package => package.Group))
        {
            var present = group.Where(package => package.IsPresent).ToList();
            var all = present.SelectMany(package => package.Roots).Concat(present.SelectMany(package => package.ImportRoots)).Distinct().ToList();
            foreach (var package in present)
            {
                foreach (var files in package.Files().GroupBy(file => package.Roots.First(root => IsBelow(root, Path.Combine(package.Folder, file)))))
                {
                    string[] roots = [files.Key, .. all.Where(root => root != files.Key), .. common];
                    var named = files.Select(file => new CorpusFile(package.Name, file, Path.GetRelativePath(files.Key, Path.Combine(package.Folder, file)).Replace('\\', '/')));
                    yield return new CorpusUnit(package.Name, roots, [.. named]);
                }
            }
        }
    }

    private static bool IsBelow(string root, string path) => path.StartsWith(root + '/', StringComparison.Ordinal);
}
