using System.Collections.Immutable;
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

    /// <summary>Looks a unit's classes up; more than one name only if that is found.</summary>
    public static ProtoOutput Decide(ProtoUnit unit, ReferencedTypes references)
    {
        if (unit.Descriptor is not { HasErrors: false } descriptor || unit.File.Options is not { } options)
            return new ProtoOutput(unit);
        // What describes the file is in no other assembly: neither is the rest. Of a common file each of several assemblies may have its own
        // classes, and the compiler would not know which are meant; so this one gets its own, too.
        var assemblies = references.AssembliesWith(unit.ReflectionType);
        var mayBeShared = unit.IsCommon ? assemblies.Count == 1 : assemblies.Count > 0;
        return new ProtoOutput(unit)
        {
            WritesMessages = !(mayBeShared && (unit.IsCommon || AreReferenced(references, GeneratedTypes.Messages(descriptor)))),
            WritesServices = options.Services != ServiceParts.None
                && descriptor.Services.Count > 0
                && !(mayBeShared && AreReferenced(references, GeneratedTypes.Services(descriptor, options.Services))),
            RanksOverloads = references.RanksOverloads,
            MisplacedClasses =
            [
                .. unit.Imports.Select(import => Misplaced(import.Finding, references.AssembliesWith(import.Type))).OfType<LocatedDiagnostic>(),
                .. assemblies.Count > 1 && !unit.IsCommon ? [GeneratorDiagnostics.InSeveralReferences(unit.File, assemblies)] : Array.Empty<LocatedDiagnostic>(),
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

    private static LocatedDiagnostic? Misplaced(LocatedDiagnostic isNowhere, IReadOnlyList<string> assemblies) =>
        assemblies.Count == 0 ? isNowhere
        : assemblies.Count > 1 ? GeneratorDiagnostics.InSeveralReferences(isNowhere, assemblies)
        : null;

    private static bool AreReferenced(ReferencedTypes references, IReadOnlyList<string> types) => types.All(type => references.AssembliesWith(type).Count > 0);
}
