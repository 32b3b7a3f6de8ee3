using System.Reflection;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>The packages as this machine has them, and the repository's own cases, written out for the time of a run.</summary>
internal sealed class LocalCorpus : IDisposable
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("corpus").FullName;
    private readonly string _folder;
    private readonly string[] _common;

    public LocalCorpus(string cache, string? onlyPackage)
    {
        var repository = typeof(LocalCorpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryPath").Value!;
        _folder = Path.Combine(repository, "tests", "Corpus");
        Packages = CorpusPackage.ReadList(Path.Combine(_folder, "packages.tsv"), cache);
        Packages.Add(OwnCases.WriteTo(Path.Combine(_temporary, "own"), repository));
        if (onlyPackage is not null)
            Packages.RemoveAll(package => !package.Name.Contains(onlyPackage, StringComparison.Ordinal));
        _common = [Protoc.IncludePath, OwnCases.WriteEmbeddedTo(Path.Combine(_temporary, "embedded"))];
    }

    public List<CorpusPackage> Packages { get; }

    /// <summary>corpus.tsv.</summary>
    public string ListPath => Path.Combine(_folder, "corpus.tsv");

    public IEnumerable<CorpusUnit> Units() => CorpusUnit.Of(Packages, _common);

    /// <summary>All import roots.</summary>
    public string[] Roots() => [.. Units().SelectMany(unit => unit.Roots).Distinct().Where(Directory.Exists)];

    /// <summary>Texts to mutate: of each package at most a hundred files, none of them long.</summary>
    public List<string> Texts() => [.. Packages.Where(package => package.IsPresent).SelectMany(Sample).Select(File.ReadAllText)];

    private static IEnumerable<string> Sample(CorpusPackage package)
    {
        var files = package.Files().Select(file => Path.Combine(package.Folder, file)).Where(path => new FileInfo(path).Length < 20_000).ToList();
        return files.Where((_, index) => index % (files.Count / 100 + 1) == 0);
    }

    public void Dispose() => Directory.Delete(_temporary, recursive: true);
}
