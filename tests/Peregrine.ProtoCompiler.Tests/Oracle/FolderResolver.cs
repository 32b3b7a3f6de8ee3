using System.Collections.Concurrent;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>Reads imports from folders, the first that has the file wins. What was read once is kept.</summary>
internal sealed class FolderResolver(params string[] roots) : IImportResolver
{
    private readonly ConcurrentDictionary<string, ProtoSource?> _known = new(StringComparer.Ordinal);

    public ProtoSource? Resolve(string importPath) => _known.GetOrAdd(importPath, Read);

    private ProtoSource? Read(string importPath)
    {
        if (importPath.Contains('\0', StringComparison.Ordinal))
            return null;
        var found = roots.Select(root => Path.Combine(root, importPath)).FirstOrDefault(File.Exists);
        return found is null ? null : new ProtoSource(importPath, File.ReadAllText(found));
    }
}
