using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Files;

/// <summary>Which C# types a file becomes, by the names that reflection and compilers use. All members may run concurrently.</summary>
public static class GeneratedTypes
{
    /// <summary>The class that describes a file; every file has one.</summary>
    public static string Reflection(FileDescriptor file) => Qualified(file, TypeNames.ReflectionClass(file));

    /// <summary>The class that describes a file and all top-level messages and enums, in that order.</summary>
    public static IReadOnlyList<string> Messages(FileDescriptor file) =>
    [
        Reflection(file),
        .. file.Messages.Select(message => Qualified(file, TypeNames.Class(message))),
        .. file.Enums.Select(type => Qualified(file, type.Name)),
    ];

    /// <summary>The nested classes that hold the wanted halves of the services.</summary>
    public static IReadOnlyList<string> Services(FileDescriptor file, ServiceParts parts)
    {
        var types = new List<string>();
        foreach (var service in file.Services)
        {
            var outer = Qualified(file, TypeNames.Class(service)) + "+" + service.Name;
            if (parts.HasFlag(ServiceParts.Client))
                types.Add(outer + "Client");
            if (parts.HasFlag(ServiceParts.Server))
                types.Add(outer + "Base");
        }
        return types;
    }

    /// <summary>The files whose classes the C# of a file names: all it imports but those that are for custom options only.</summary>
    public static IEnumerable<(FileDescriptor File, TextSpan Span)> Dependencies(FileDescriptor file)
    {
        foreach (var import in file.Imports)
        {
            if (import is { File: { } target, Kind: not ImportKind.Option })
                yield return (target, file.Syntax.Imports.Find(syntax => syntax.Path.Text == import.Path)?.Path.Span ?? default);
        }
    }

    private static string Qualified(FileDescriptor file, string name)
    {
        var space = TypeNames.Namespace(file);
        return space.Length == 0 ? name : space + "." + name;
    }
}
