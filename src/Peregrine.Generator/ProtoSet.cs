using System.Collections.Immutable;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator;

/// <summary>All files of a build, compiled together, taken apart again into one <see cref="ProtoUnit"/> per file.</summary>
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
        var findings = compilation.Diagnostics.ToLookup(static finding => finding.Source.Name, StringComparer.Ordinal);
        var closures = new ImportClosures();
        foreach (var descriptor in compilation.Files)
            _units.Add(Unit(descriptor, closures.Of(descriptor), findings));
        AddImportOnly(compilation, findings);
        return [.. _units];
    }

    private ProtoUnit Unit(FileDescriptor descriptor, ImmutableArray<FileDescriptor> closure, ILookup<string, Diagnostic> findings)
    {
        var file = _byName[descriptor.Name];
        return new ProtoUnit(file, descriptor, [.. closure.Select(static import => import.Source.Text)], Locate(file, findings[descriptor.Name]))
        {
            Imports = descriptor.HasErrors ? [] : ImportsFromElsewhere(file, descriptor),
        };
    }

    // Files of this build have their classes in this build; those of all others must be in a reference.
    private ImmutableArray<(string Type, LocatedDiagnostic Finding)> ImportsFromElsewhere(ProtoFile file, FileDescriptor descriptor) =>
    [
        .. GeneratedTypes.Dependencies(descriptor)
            .Where(import => !_byName.TryGetValue(import.File.Name, out var imported) || imported.Options is null)
            .Select(import => (GeneratedTypes.Reflection(import.File), GeneratorDiagnostics.HomelessImport(file, descriptor, import.File, import.Span))),
    ];

    // What is wrong in a file that is only imported is said once, in that file.
    private void AddImportOnly(ProtoCompilation compilation, ILookup<string, Diagnostic> findings)
    {
        foreach (var descriptor in compilation.AllFiles)
        {
            if (_byName.TryGetValue(descriptor.Name, out var file) && file.Options is null && findings.Contains(descriptor.Name))
                _units.Add(new ProtoUnit(file, null, [], Locate(file, findings[descriptor.Name])));
        }
    }

    private static ImmutableArray<LocatedDiagnostic> Locate(ProtoFile file, IEnumerable<Diagnostic> findings) =>
        [.. findings.Select(finding => LocatedDiagnostic.From(file.Path, finding))];
}
