using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Peregrine.Architecture.Tests.Budgets;
using Peregrine.Architecture.Tests.Layers;

namespace Peregrine.Architecture.Tests.Hygiene;

/// <summary>What runs in a user's program is compatible with Native AOT and trimming, and says so.</summary>
public sealed class AotTests
{
    public static TheoryData<string> RuntimeProjects =>
        [.. Repository.ShippedProjects.Where(project => project is not ("Peregrine.Generator" or "Peregrine.ProtoCompiler"))];

    [Theory]
    [MemberData(nameof(RuntimeProjects))]
    public void A_shipped_assembly_declares_that_it_is_compatible_with_AOT(string project)
    {
        using var assembly = CompiledAssembly.Open(project);
        var declared = AssemblyMetadata(assembly.Metadata);
        Assert.Contains(("IsTrimmable", "True"), declared);
        Assert.Contains(("IsAotCompatible", "True"), declared);
    }

    [Fact]
    public void No_warning_about_trimming_or_AOT_is_suppressed()
    {
        var attributes = from file in SourceFile.All
                         from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
                         where attribute.Name.ToString() is "UnconditionalSuppressMessage" or "RequiresUnreferencedCode" or "RequiresDynamicCode" or "DynamicDependency"
                         select $"{file.At(attribute)} {attribute}";
        var pragmas = from file in SourceFile.All
                      from pragma in file.Root.DescendantNodes(descendIntoTrivia: true).OfType<PragmaWarningDirectiveTriviaSyntax>()
                      where pragma.ErrorCodes.Any(code => code.ToString().StartsWith("IL", StringComparison.Ordinal))
                      select $"{file.At(pragma)} {pragma}";
        Offenders.None("src is clean without suppressing anything.", attributes.Concat(pragmas));
    }

    private static List<(string Key, string Value)> AssemblyMetadata(MetadataReader metadata)
    {
        var pairs = new List<(string, string)>();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind is not HandleKind.MemberReference) continue;
            var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) != nameof(System.Reflection.AssemblyMetadataAttribute)) continue;

            var value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            pairs.Add((value.ReadSerializedString()!, value.ReadSerializedString()!));
        }

        return pairs;
    }
}
