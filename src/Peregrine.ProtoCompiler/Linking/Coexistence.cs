using System.Text;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// Decides whether two files may declare one name. <c>protoc</c> sees only the files of one import closure at a time, so files that
/// never meet in one may, as long as their C# namespaces keep them apart.
/// </summary>
internal sealed class Coexistence(FileDescriptor file)
{
    private HashSet<FileDescriptor>? _closure;

    /// <summary>The file and all that it imports, directly or not.</summary>
    public HashSet<FileDescriptor> Closure => _closure ??= FindClosure(file);

    /// <summary>Whether the file may declare a name that an earlier one declares.</summary>
    public bool IsAllowed(Descriptor other) =>
        other.File != file && !Closure.Contains(other.File) && NamespaceOf(file) != NamespaceOf(other.File);

    private static HashSet<FileDescriptor> FindClosure(FileDescriptor root)
    {
        var closure = new HashSet<FileDescriptor>();
        var pending = new Stack<FileDescriptor>();
        pending.Push(root);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!closure.Add(next))
                continue;
            foreach (var import in next.Imports)
            {
                if (import.File is { } target)
                    pending.Push(target);
            }
        }
        return closure;
    }

    // Options are not interpreted yet.
    private static string NamespaceOf(FileDescriptor file)
    {
        foreach (var option in file.Syntax.Members.OfType<OptionSyntax>())
        {
            if (option.Name.Count == 1 && option.Name[0] is { IsExtension: false, Text: "csharp_namespace" })
                return Encoding.UTF8.GetString(option.Value.Bytes);
        }
        return file.Package;
    }
}
