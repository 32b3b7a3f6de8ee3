using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Peregrine.Generator;

/// <summary>
/// Which classes the referenced assemblies have for the program. Equal while the references and the settings are: an edit of C# changes nothing here, so
/// nothing is looked up again.
/// </summary>
internal sealed class ReferencedTypes : IEquatable<ReferencedTypes>
{
    private const string Runtime = "Google.Protobuf";

    private readonly Compilation _compilation;
    private readonly Lazy<ImmutableArray<IAssemblySymbol>> _assemblies;

    private ReferencedTypes(Compilation compilation)
    {
        // It is kept until the references change; the program must not be.
        _compilation = compilation.RemoveAllSyntaxTrees();
        _assemblies = new Lazy<ImmutableArray<IAssemblySymbol>>(() => [.. FindAssemblies(_compilation)]);
        RanksOverloads = compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 };
    }

    /// <summary>Whether the language of the program is new enough to rank overloads.</summary>
    public bool RanksOverloads { get; }

    /// <summary>Reads a compilation.</summary>
    public static ReferencedTypes Of(Compilation compilation) => new(compilation);

    /// <summary>The other assemblies that have the type for the program; its name is that of reflection.</summary>
    public IReadOnlyList<string> AssembliesWith(string type)
    {
        List<string>? names = null;
        foreach (var assembly in _assemblies.Value)
        {
            if (assembly.GetTypeByMetadataName(type) is { } symbol && _compilation.IsSymbolAccessibleWithin(symbol, _compilation.Assembly))
                (names ??= []).Add(assembly.Name);
        }
        return names ?? [];
    }

    public bool Equals(ReferencedTypes? other) =>
        other is not null
        && RanksOverloads == other.RanksOverloads
        && _compilation.AssemblyName == other._compilation.AssemblyName
        && _compilation.Options.Equals(other._compilation.Options)
        && _compilation.ExternalReferences.SequenceEqual(other._compilation.ExternalReferences);

    public override bool Equals(object? obj) => Equals(obj as ReferencedTypes);

    public override int GetHashCode() => _compilation.ExternalReferences.Length;

    // Only what uses the runtime can have classes of .proto files.
    private static IEnumerable<IAssemblySymbol> FindAssemblies(Compilation compilation) => compilation.References
        .Where(static reference => !IsAliased(reference))
        .Select(compilation.GetAssemblyOrModuleSymbol)
        .OfType<IAssemblySymbol>()
        .Distinct<IAssemblySymbol>(SymbolEqualityComparer.Default)
        .Where(static assembly => assembly.Name == Runtime || assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static name => name.Name == Runtime)));

    // An assembly behind an extern alias is not what global:: means.
    private static bool IsAliased(MetadataReference reference) =>
        reference.Properties.Aliases is { IsEmpty: false } aliases && !aliases.Contains(MetadataReferenceProperties.GlobalAlias, StringComparer.Ordinal);
}
