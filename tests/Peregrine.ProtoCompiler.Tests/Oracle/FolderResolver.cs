namespace Peregrine.ProtoCompiler.Tests.Oracle;

/// <summary>Reads imports from folders, the first that has the file wins.</summary>
internal sealed class FolderResolver(params string[] roots) : IImportResolver
{
    public ProtoSource? Resolve(string importPath)
    {
        var found = roots.Select(root => Path.Combine(root, importPath)).FirstOrDefault(File.Exists);
        return found is null ? null : new ProtoSource(importPath, File.ReadAllText(found));
    }
}
