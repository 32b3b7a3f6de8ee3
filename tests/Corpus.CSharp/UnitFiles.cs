using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Linking;

namespace Corpus.CSharp;

/// <summary>The files of a unit that are to be compared, compiled by ours.</summary>
internal sealed class UnitFiles : IImportResolver
{
    private readonly CorpusUnit _unit;
    private readonly Dictionary<string, CorpusFile> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes some files of a unit.</summary>
    public UnitFiles(CorpusUnit unit, IEnumerable<CorpusFile> files)
    {
        _unit = unit;
        foreach (var file in files)
            _byName.TryAdd(file.ImportPath, file);
    }

    /// <summary>The folders that import names start from.</summary>
    public IReadOnlyList<string> Roots => _unit.Roots;

    /// <summary>The file of the corpus behind a compiled one.</summary>
    public CorpusFile this[FileDescriptor file] => _byName[file.Name];

    /// <summary>Compiles them; files that clash with others in one compilation get one of their own. What has an error is left out.</summary>
    public IEnumerable<FileDescriptor> Compile()
    {
        var together = ProtoCompilation.Compile([.. _byName.Keys.Select(name => Resolve(name)!)], this).Files;
        var alone = together.Where(static file => file.HasErrors).Select(file => ProtoCompilation.Compile([Resolve(file.Name)!], this).Files[0]);
        return together.Concat(alone).Where(static file => !file.HasErrors);
    }

    public ProtoSource? Resolve(string importPath)
    {
        var path = Roots.Select(root => Path.Combine(root, importPath)).FirstOrDefault(File.Exists);
        return path is null ? null : new ProtoSource(importPath, File.ReadAllText(path));
    }
}
