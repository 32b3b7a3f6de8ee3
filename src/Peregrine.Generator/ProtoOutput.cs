using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Generator;

/// <summary>
/// What to write for a unit once it is known what the referenced assemblies have: classes that a reference has are used, not written again.
/// </summary>
internal sealed class ProtoOutput : IEquatable<ProtoOutput>
{
    private ProtoOutput(ProtoUnit unit) => Unit = unit;

    public ProtoUnit Unit { get; }

    /// <summary>Whether the messages are written; false if a reference has them all.</summary>
    public bool WritesMessages { get; private init; }

    /// <summary>Whether the services are written; false if a reference has all that is asked for.</summary>
    public bool WritesServices { get; private init; }

    /// <summary>Whether the language of the program is new enough to rank overloads.</summary>
    public bool RanksOverloads { get; private init; }

    /// <summary>Classes that are nowhere, or in several references.</summary>
    private ImmutableArray<LocatedDiagnostic> MisplacedClasses { get; init; } = [];

    /// <summary>All that is wrong.</summary>
    public IEnumerable<LocatedDiagnostic> Findings => Unit.Findings.Concat(MisplacedClasses);

    /// <summary>Whether anything is written.</summary>
    public bool IsWritten => MisplacedClasses.IsEmpty && Unit is { Descriptor.HasErrors: false, File.Options: not null };

    /// <summary>
    /// Looks a unit's classes up. Runs for each unit on every edit of the program, so it asks for one name unless that is found.
    /// </summary>
    public static ProtoOutput Decide(ProtoUnit unit, Compilation compilation)
    {
        if (unit.Descriptor is not { HasErrors: false } descriptor || unit.File.Options is not { } options)
            return new ProtoOutput(unit);
        // What describes the file is in no other assembly: neither is the rest. Of a common file each of several assemblies may have its own
        // classes, and the compiler would not know which are meant; so this one gets its own, too.
        var references = References(compilation, unit.ReflectionType);
        var mayBeShared = unit.IsCommon ? references.Count == 1 : references.Count > 0;
        return new ProtoOutput(unit)
        {
            WritesMessages = !(mayBeShared && (unit.IsCommon || AreReferenced(compilation, GeneratedTypes.Messages(descriptor)))),
            WritesServices = options.Services != ServiceParts.None
                && descriptor.Services.Count > 0
                && !(mayBeShared && AreReferenced(compilation, GeneratedTypes.Services(descriptor, options.Services))),
            RanksOverloads = compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 },
            MisplacedClasses =
            [
                .. unit.Imports.Select(import => Misplaced(import.Finding, References(compilation, import.Type))).OfType<LocatedDiagnostic>(),
                .. references.Count > 1 && !unit.IsCommon ? [GeneratorDiagnostics.InSeveralReferences(unit.File, references)] : Array.Empty<LocatedDiagnostic>(),
            ],
        };
    }

    public bool Equals(ProtoOutput? other) =>
        other is not null
        && WritesMessages == other.WritesMessages
        && WritesServices == other.WritesServices
        && Unit.Equals(other.Unit)
        && RanksOverloads == other.RanksOverloads
        && MisplacedClasses.SequenceEqual(other.MisplacedClasses);

    public override bool Equals(object? obj) => Equals(obj as ProtoOutput);

    public override int GetHashCode() => Unit.GetHashCode();

    private static LocatedDiagnostic? Misplaced(LocatedDiagnostic isNowhere, List<string> references) =>
        references.Count == 0 ? isNowhere
        : references.Count > 1 ? GeneratorDiagnostics.InSeveralReferences(isNowhere, references)
        : null;

    private static bool AreReferenced(Compilation compilation, IReadOnlyList<string> types) => types.All(type => References(compilation, type).Count > 0);

    // The other assemblies that have the type for us.
    private static List<string> References(Compilation compilation, string type)
    {
        List<string>? assemblies = null;
        foreach (var symbol in compilation.GetTypesByMetadataName(type))
        {
            var isHere = SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);
            if (!isHere && !IsAliased(compilation, symbol.ContainingAssembly) && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly))
                (assemblies ??= []).Add(symbol.ContainingAssembly.Name);
        }
        return assemblies ?? [];
    }

    // An assembly behind an extern alias is not what global:: means.
    private static bool IsAliased(Compilation compilation, IAssemblySymbol assembly) =>
        compilation.GetMetadataReference(assembly) is { Properties.Aliases: { IsEmpty: false } aliases } && !aliases.Contains(MetadataReferenceProperties.GlobalAlias, StringComparer.Ordinal);
}
