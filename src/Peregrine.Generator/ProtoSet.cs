using System.Collections.Immutable;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator;

/// <summary>All files of a build: which import name each has, and what becomes of them when they are compiled together.</summary>
internal sealed class ProtoSet : IImportResolver
{
    private readonly Dictionary<string, ProtoFile> _byName = new(StringComparer.Ordinal);
    private readonly List<ProtoUnit> _units = [];

    private ProtoSet(ImmutableArray<ProtoFile> files)
    {
        // A file that is compiled wins over one of the same name that is only there to be imported; of two compiled ones the first wins.
        // Names that differ in case only count as one: the compiler takes no two generated files of such names.
        var compiled = new Dictionary<string, ProtoFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.OrderBy(static file => file.Options is null ? 1 : 0).ThenBy(static file => file.Path, StringComparer.Ordinal))
        {
            if (file.Options is not null && compiled.TryGetValue(file.Name, out var first))
                _units.Add(ProtoUnit.Rejected(file, GeneratorDiagnostics.SameName(file, first)));
            else if (!_byName.ContainsKey(file.Name))
                _byName.Add(file.Name, file);
            if (file.Options is not null && !compiled.ContainsKey(file.Name))
                compiled.Add(file.Name, file);
        }
    }

    /// <summary>Compiles the files. Never throws because of what is in them.</summary>
    public static ImmutableArray<ProtoUnit> Compile(ImmutableArray<ProtoFile> files, CancellationToken cancellationToken) =>
        new ProtoSet(files).Compile(cancellationToken);

    /// <inheritdoc/>
    ProtoSource? IImportResolver.Resolve(string importPath) =>
        _byName.TryGetValue(importPath, out var file) && file.Text is { } text ? new ProtoSource(file.Name, text) : null;

    private ImmutableArray<ProtoUnit> Compile(CancellationToken cancellationToken)
    {
        var sources = new List<ProtoSource>();
        foreach (var file in _byName.Values.Where(static file => file.Options is not null))
        {
            if (file.Text is null)
                _units.Add(ProtoUnit.Rejected(file, GeneratorDiagnostics.Unreadable(file)));
            else
                sources.Add(new ProtoSource(file.Name, file.Text));
        }
        if (sources.Count == 0)
            return [.. _units];

        var compilation = ProtoCompilation.Compile(sources, this, cancellationToken);
        return [.. _units, .. new CompiledSet(compilation, _byName).Units()];
    }
}
