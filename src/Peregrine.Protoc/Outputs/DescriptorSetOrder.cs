using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.Protoc.Outputs;

/// <summary>The order of the files in a descriptor set: each after those it imports, as <c>protoc</c> writes them.</summary>
internal static class DescriptorSetOrder
{
    /// <summary>The inputs, with what they import or without.</summary>
    public static IReadOnlyList<FileDescriptor> Of(IReadOnlyList<FileDescriptor> inputs, bool includeImports)
    {
        var wanted = inputs.ToHashSet();
        var seen = new HashSet<FileDescriptor>();
        var ordered = new List<FileDescriptor>();
        // A stack of its own: chains of imports may be long.
        var pending = new Stack<(FileDescriptor File, bool IsDone)>();
        foreach (var input in inputs)
        {
            pending.Push((input, false));
            while (pending.TryPop(out var next))
            {
                if (next.IsDone)
                    ordered.Add(next.File);
                else if (seen.Add(next.File))
                {
                    pending.Push((next.File, true));
                    foreach (var import in next.File.Imports.Reverse())
                    {
                        // Without imports, nothing behind a file that is no input counts either.
                        if (import.File is { } file && (includeImports || wanted.Contains(file)))
                            pending.Push((file, false));
                    }
                }
            }
        }
        return ordered;
    }
}
