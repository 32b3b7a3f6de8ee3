using System.Collections.Immutable;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator;

/// <summary>A compilation of all files of a build, taken apart again into one <see cref="ProtoUnit"/> per file to write C# for.</summary>
internal sealed class CompiledSet
{
    private readonly ProtoCompilation _compilation;
    private readonly IReadOnlyDictionary<string, ProtoFile> _files;
    private readonly IReadOnlyDictionary<string, List<ProtoFile>> _ambiguous;
    private readonly ILookup<string, Diagnostic> _findings;
    private readonly IReadOnlyList<CommonFile> _common;
    private readonly HashSet<FileDescriptor> _written;
    private readonly HashSet<string> _clashing;
    private readonly ImportClosures _closures = new();

    /// <summary>Takes a compilation.</summary>
    /// <param name="compilation">The files compiled together.</param>
    /// <param name="files">The files of the project by import name, those included that are there to be imported only.</param>
    /// <param name="ambiguous">The names that several references have for files that differ.</param>
    public CompiledSet(ProtoCompilation compilation, IReadOnlyDictionary<string, ProtoFile> files, IReadOnlyDictionary<string, List<ProtoFile>> ambiguous)
    {
        _ambiguous = ambiguous;
        _compilation = compilation;
        _files = files;
        CommonFile[] own = [.. compilation.Files.Where(static file => !file.HasErrors).Select(file => new CommonFile(file, files[file.Name].Options!))];
        _common = CommonFiles.Of(own);
        _written = [.. compilation.Files, .. _common.Select(static file => file.File)];
        var clashes = CSharpNames.Check([.. own.Concat(_common).Select(static file => (file.File, file.Options))]);
        _clashing = new HashSet<string>(clashes.Select(static finding => finding.Source.Name), StringComparer.Ordinal);
        _findings = compilation.Diagnostics.Concat(clashes).ToLookup(static finding => finding.Source.Name, StringComparer.Ordinal);
    }

    /// <summary>The units: the project's own files, the common ones that they import, and what is wrong in files that are only imported.</summary>
    public IEnumerable<ProtoUnit> Units()
    {
        var own = _compilation.Files.Select(descriptor => Unit(_files[descriptor.Name], descriptor, isCommon: false)).ToArray();
        return [.. own, .. _common.Select(file => CommonUnit(file, own)), .. ImportOnly()];
    }

    private ProtoUnit Unit(ProtoFile file, FileDescriptor descriptor, bool isCommon)
    {
        var ambiguous = AmbiguousImports(file, descriptor);
        var findings = Locate(file, static _ => true).AddRange(ambiguous);
        var closure = _closures.Of(descriptor);
        // Others can be written without it, but not those that use its classes.
        if (closure.Any(member => _clashing.Contains(member.Name)) || !ambiguous.IsEmpty)
            return new ProtoUnit(file, null, [], findings);
        return new ProtoUnit(file, descriptor, [.. closure.Select(static import => import.Source.Text)], findings)
        {
            IsCommon = isCommon,
            Imports = descriptor.HasErrors ? [] : ImportsFromElsewhere(file, descriptor),
        };
    }

    // The project may list its own copy under another name: then the importers' descriptors would name a file that no class describes.
    private ProtoUnit CommonUnit(CommonFile common, IEnumerable<ProtoUnit> own)
    {
        var (descriptor, options) = common;
        var file = _files.TryGetValue(descriptor.Name, out var listed)
            ? listed with { Options = options }
            : new ProtoFile(descriptor.Name, descriptor.Name, ProtoRole.Compile, descriptor.Source.Text, options);
        var copy = own.FirstOrDefault(unit => unit.ReflectionType == GeneratedTypes.Reflection(descriptor));
        return copy is null ? Unit(file, descriptor, isCommon: true) : ProtoUnit.Rejected(file, GeneratorDiagnostics.SecondName(copy.File, descriptor));
    }

    // Files of this build have their classes in this build; those of all others must be in a reference.
    private ImmutableArray<(string Type, LocatedDiagnostic Finding)> ImportsFromElsewhere(ProtoFile file, FileDescriptor descriptor) =>
    [
        .. GeneratedTypes.Dependencies(descriptor)
            .Where(import => !_written.Contains(import.File))
            .Select(import => (GeneratedTypes.Reflection(import.File), GeneratorDiagnostics.HomelessImport(file, descriptor, import.File, import.Span))),
    ];

    private ImmutableArray<LocatedDiagnostic> AmbiguousImports(ProtoFile file, FileDescriptor descriptor) =>
    [
        .. GeneratedTypes.Dependencies(descriptor)
            .Where(import => _ambiguous.ContainsKey(import.File.Name))
            .Select(import => GeneratorDiagnostics.AmbiguousImport(file, descriptor, import.Span, import.File.Name, _ambiguous[import.File.Name])),
    ];

    // What is wrong in a file that is only imported is said once, in that file; what is merely odd in it is its owner's business.
    private IEnumerable<ProtoUnit> ImportOnly()
    {
        foreach (var descriptor in _compilation.AllFiles.Where(descriptor => !_written.Contains(descriptor)))
        {
            if (!_files.TryGetValue(descriptor.Name, out var file))
                continue;
            var errors = Locate(file, static finding => finding.IsError).AddRange(AmbiguousImports(file, descriptor));
            if (!errors.IsEmpty)
                yield return new ProtoUnit(file, null, [], errors);
        }
    }

    private ImmutableArray<LocatedDiagnostic> Locate(ProtoFile file, Func<Diagnostic, bool> isWanted) =>
        [.. _findings[file.Name].Where(isWanted).Select(finding => LocatedDiagnostic.From(file.Path, finding))];
}
