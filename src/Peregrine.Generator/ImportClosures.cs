using System.Collections.Immutable;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.Generator;

/// <summary>Finds all files that a file depends on, itself included. Each file's closure is found once.</summary>
internal sealed class ImportClosures
{
    private readonly Dictionary<FileDescriptor, ImmutableArray<FileDescriptor>> _known = [];

    /// <summary>The file and all it imports, directly or not, ordered by name.</summary>
    public ImmutableArray<FileDescriptor> Of(FileDescriptor file)
    {
        if (_known.TryGetValue(file, out var known))
            return known;
        var all = new HashSet<FileDescriptor>();
        var open = new Stack<FileDescriptor>();
        open.Push(file);
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (!all.Add(next))
                continue;
            foreach (var import in next.Imports)
            {
                if (import.File is null || all.Contains(import.File))
                    continue;
                if (_known.TryGetValue(import.File, out var closure))
                    all.UnionWith(closure);
                else
                    open.Push(import.File);
            }
        }
        return _known[file] = [.. all.OrderBy(static member => member.Name, StringComparer.Ordinal)];
    }
}
