using System.Runtime.CompilerServices;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>The C# names that belong to a file as a whole. They are asked for with every type, and found once.</summary>
internal sealed class FileNames
{
    private static readonly ConditionalWeakTable<FileDescriptor, FileNames> Known = new();

    private FileNames(FileDescriptor file)
    {
        Namespace = file.Options.CsharpNamespace ?? Identifiers.Namespace(file.Package);
        var start = file.Name.LastIndexOf('/') + 1;
        var name = file.Name.EndsWith(".proto", StringComparison.Ordinal) ? file.Name.Substring(start, file.Name.Length - 6 - start) : file.Name.Substring(start);
        var types = new HashSet<string>(
            file.Messages.Select(TypeNames.Class).Concat(file.Enums.Select(static type => type.Name)).Concat(file.Services.Select(TypeNames.Class)), StringComparer.Ordinal);
        Reflection = Free(Identifiers.Pascal(name) + "Reflection", types);
        Extensions = Free(Identifiers.Pascal(name) + "Extensions", types);
    }

    /// <summary>The namespace, unescaped; empty for the global one.</summary>
    public string Namespace { get; }

    /// <summary>The unqualified name of the class that holds the file's descriptor; it makes way for the types of the file.</summary>
    public string Reflection { get; }

    /// <summary>The same of the class that holds the file's top-level extensions.</summary>
    public string Extensions { get; }

    /// <summary>Those of a linked file. Safe for concurrent use.</summary>
    public static FileNames Of(FileDescriptor file) => Known.GetValue(file, static key => new FileNames(key));

    private static string Free(string name, HashSet<string> taken)
    {
        while (taken.Contains(name))
            name += "_";
        return name;
    }
}
