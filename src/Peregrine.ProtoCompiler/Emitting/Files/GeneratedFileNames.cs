using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Files;

/// <summary>The names that <c>protoc</c> gives to C# files, below the folder that they are written to. All members may run concurrently.</summary>
public static class GeneratedFileNames
{
    /// <summary>The file of the messages: <c>order_line.proto</c> becomes <c>OrderLine.cs</c>. Null if the file's namespace is not below the base.</summary>
    /// <param name="file">The file.</param>
    /// <param name="extension">What the name ends in; <c>protoc</c>'s default is <c>.cs</c>.</param>
    /// <param name="baseNamespace">
    /// Not null: the file lies in folders named as the parts of its C# namespace behind this one (all parts, if it is empty). Null: no folders.
    /// </param>
    public static string? Messages(FileDescriptor file, string extension, string? baseNamespace) =>
        InFolder(file, baseNamespace, Identifiers.Pascal(StemOf(file)) + extension);

    /// <summary>The file of the services: <c>order_line.proto</c> becomes <c>OrderLineGrpc.cs</c>. Null if the file's namespace is not below the base.</summary>
    /// <param name="file">The file.</param>
    /// <param name="suffix">What the name ends in; the usual default is <c>Grpc.cs</c>.</param>
    /// <param name="baseNamespace">As in <see cref="Messages"/>.</param>
    public static string? Services(FileDescriptor file, string suffix, string? baseNamespace)
    {
        var parts = StemOf(file).Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1));
        return InFolder(file, baseNamespace, string.Concat(parts) + suffix);
    }

    private static string? InFolder(FileDescriptor file, string? baseNamespace, string name)
    {
        if (baseNamespace is null)
            return name;
        var space = TypeNames.Namespace(file);
        if (baseNamespace.Length > 0)
        {
            if (space != baseNamespace && !space.StartsWith(baseNamespace + ".", StringComparison.Ordinal))
                return null;
            space = space.Substring(Math.Min(space.Length, baseNamespace.Length + 1));
        }
        return space.Length == 0 ? name : space.Replace('.', '/') + "/" + name;
    }

    private static string StemOf(FileDescriptor file)
    {
        var name = file.Name.Substring(file.Name.LastIndexOf('/') + 1);
        return name.EndsWith(".proto", StringComparison.Ordinal) ? name.Substring(0, name.Length - 6) : name;
    }
}
