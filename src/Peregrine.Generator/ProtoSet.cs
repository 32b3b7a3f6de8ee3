using System.Collections.Immutable;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator;

/// <summary>All files of a build: which import name each has, and what becomes of them when they are compiled together.</summary>
internal sealed class ProtoSet : IImportCatalog
{
    private readonly Dictionary<string, ProtoFile> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ProtoFile>> _ambiguous = new(StringComparer.Ordinal);
    private readonly List<ProtoUnit> _units = [];

    private ProtoSet(ImmutableArray<ProtoFile> files)
    {
        // A file that is compiled wins over one of the same name that is only there to be imported, those of the project over those of references;
        // of two compiled ones the first by path wins, of two import roots the first that was named.
        // Names that differ in case only count as one: the compiler takes no two generated files of such names.
        var compiled = new Dictionary<string, ProtoFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files.OrderBy(static file => file.Role).ThenBy(static file => file.Role == ProtoRole.Compile ? file.Path : "", StringComparer.Ordinal))
        {
            if (file.Role == ProtoRole.Compile)
                AddCompiled(file, compiled);
            else if (!_byName.TryGetValue(file.Name, out var known))
                _byName.Add(file.Name, file);
            else if (known.Role == ProtoRole.Reference && known.Text != file.Text)
                AddAmbiguous(known, file);
        }
    }

    /// <summary>Compiles the files. Never throws because of what is in them.</summary>
    public static ImmutableArray<ProtoUnit> Compile(ImmutableArray<ProtoFile> files, CancellationToken cancellationToken) =>
        new ProtoSet(files).Compile(cancellationToken);

    /// <inheritdoc/>
    ProtoSource? IImportResolver.Resolve(string importPath) =>
        _byName.TryGetValue(importPath, out var file) ? file.Source : null;

    /// <inheritdoc/>
    IEnumerable<string> IImportCatalog.Paths => _byName.Keys;

    private void AddCompiled(ProtoFile file, Dictionary<string, ProtoFile> compiled)
    {
        if (!compiled.TryGetValue(file.Name, out var first))
        {
            compiled.Add(file.Name, file);
            _byName.Add(file.Name, file);
        }
        else if (first.Path != file.Path)
        {
            _units.Add(ProtoUnit.Rejected(file, GeneratorDiagnostics.SameName(file, first)));
        }
    }

    private void AddAmbiguous(ProtoFile first, ProtoFile second)
    {
        if (!_ambiguous.TryGetValue(first.Name, out var candidates))
            _ambiguous.Add(first.Name, candidates = [first]);
        candidates.Add(second);
    }

    private ImmutableArray<ProtoUnit> Compile(CancellationToken cancellationToken)
    {
        var sources = _byName.Values.Where(static file => file.Role == ProtoRole.Compile).Select(static file => file.Source).ToArray();
        if (sources.Length == 0)
            return [.. _units];

        var compilation = ProtoCompilation.Compile(sources, this, cancellationToken);
        return [.. _units, .. new CompiledSet(compilation, _byName, _ambiguous).Units()];
    }
}
