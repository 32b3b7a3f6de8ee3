using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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

    /// <summary>Imports whose classes are nowhere.</summary>
    private ImmutableArray<LocatedDiagnostic> HomelessImports { get; init; } = [];

    /// <summary>All that is wrong.</summary>
    public IEnumerable<LocatedDiagnostic> Findings => Unit.Findings.Concat(HomelessImports);

    /// <summary>Whether anything is written.</summary>
    public bool IsWritten => HomelessImports.IsEmpty && Unit is { Descriptor.HasErrors: false, File.Options: not null };

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
        var mayBeShared = unit.IsCommon ? references == 1 : references > 0;
        return new ProtoOutput(unit)
        {
            WritesMessages = !(mayBeShared && (unit.IsCommon || AreReferenced(compilation, GeneratedTypes.Messages(descriptor)))),
            WritesServices = options.Services != ServiceParts.None
                && descriptor.Services.Count > 0
                && !(mayBeShared && AreReferenced(compilation, GeneratedTypes.Services(descriptor, options.Services))),
            HomelessImports = [.. unit.Imports.Where(import => References(compilation, import.Type) == 0).Select(static import => import.Finding)],
        };
    }

    public bool Equals(ProtoOutput? other) =>
        other is not null
        && WritesMessages == other.WritesMessages
        && WritesServices == other.WritesServices
        && Unit.Equals(other.Unit)
        && HomelessImports.SequenceEqual(other.HomelessImports);

    public override bool Equals(object? obj) => Equals(obj as ProtoOutput);

    public override int GetHashCode() => Unit.GetHashCode();

    private static bool AreReferenced(Compilation compilation, IReadOnlyList<string> types) => types.All(type => References(compilation, type) > 0);

    // How many other assemblies have the type for us.
    private static int References(Compilation compilation, string type)
    {
        var count = 0;
        foreach (var symbol in compilation.GetTypesByMetadataName(type))
        {
            var isHere = SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);
            if (!isHere && compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly))
                count++;
        }
        return count;
    }
}
