using System.Reflection;
using System.Reflection.Metadata;
using Peregrine.Architecture.Tests.Layers;

namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>
/// Counts what an object holds, from IL: fields, fields behind properties, and what a primary constructor's parameters became. A type whose fields
/// all stand behind properties is a record of data (options, descriptors), not a state machine, and is not counted.
/// </summary>
internal static class FieldCounts
{
    private const string BackingField = ">k__BackingField";

    public static IEnumerable<Measured> Read()
    {
        foreach (var project in Repository.ShippedProjects)
        {
            using var assembly = CompiledAssembly.Open(project);
            foreach (var type in Types(assembly.Metadata)) yield return type with { Place = project };
        }
    }

    private static IEnumerable<Measured> Types(MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsGenerated(metadata, type)) continue;
            var fields = type.GetFields()
                .Select(metadata.GetFieldDefinition)
                .Where(field => !field.Attributes.HasFlag(FieldAttributes.Static))
                .Select(field => metadata.GetString(field.Name))
                .ToList();
            if (!fields.TrueForAll(name => name.EndsWith(BackingField, StringComparison.Ordinal))) yield return new Measured(NameOf(metadata, type), "", fields.Count);
        }
    }

    private static bool IsGenerated(MetadataReader metadata, TypeDefinition type) =>
        metadata.GetString(type.Name).Contains('<') || (!type.GetDeclaringType().IsNil && IsGenerated(metadata, metadata.GetTypeDefinition(type.GetDeclaringType())));

    private static string NameOf(MetadataReader metadata, TypeDefinition type)
    {
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType().IsNil ? $"{metadata.GetString(type.Namespace)}.{name}" : $"{NameOf(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()))}.{name}";
    }
}
