using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>The result of compiling a set of files together. Immutable; all members may run concurrently.</summary>
public sealed class ProtoCompilation
{
    private readonly Dictionary<string, FileDescriptor> _byName;

    internal ProtoCompilation(IReadOnlyList<FileDescriptor> files, IReadOnlyList<FileDescriptor> allFiles, IReadOnlyList<Diagnostic> diagnostics)
    {
        Files = files;
        AllFiles = allFiles;
        Diagnostics = diagnostics;
        _byName = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in allFiles)
            _byName[file.Name] = file;
    }

    /// <summary>The files that were asked for, in the order of the sources, those with errors included (<see cref="FileDescriptor.HasErrors"/>).</summary>
    public IReadOnlyList<FileDescriptor> Files { get; }

    /// <summary>All files: the same and what they import, each after the files it imports, as in a descriptor set.</summary>
    public IReadOnlyList<FileDescriptor> AllFiles { get; }

    /// <summary>What was found, ordered by file (as <see cref="AllFiles"/>) and place.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The file of that import path, or null.</summary>
    public FileDescriptor? FindFile(string name) => _byName.TryGetValue(name, out var file) ? file : null;

    /// <summary>
    /// Compiles files. Never throws because of what is in them: whatever is wrong becomes a diagnostic, and the other files are still linked.
    /// </summary>
    /// <param name="sources">The files to compile; each import path at most once.</param>
    /// <param name="imports">Finds what they import and is not among them; null if there is nothing else.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    public static ProtoCompilation Compile(
        IReadOnlyList<ProtoSource> sources, IImportResolver? imports = null, CancellationToken cancellationToken = default)
    {
        var absent = new AbsentFiles(imports);
        var files = ImportGraph.Load(sources, imports, absent, cancellationToken);
        Linker.Link(files, absent, cancellationToken);
        var byName = files.ToDictionary(file => file.Descriptor.Name, file => file.Descriptor, StringComparer.Ordinal);
        var diagnostics = files.SelectMany(file => file.Diagnostics.Items.OrderBy(diagnostic => diagnostic.Span.Start));
        return new ProtoCompilation(
            [.. sources.Select(source => byName[source.Name]).Distinct()], [.. files.Select(file => file.Descriptor)], [.. diagnostics]);
    }
}
