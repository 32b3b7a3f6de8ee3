namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The serialized <c>google.protobuf.FileDescriptorSet</c>: files in one message, as <c>protoc --descriptor_set_out</c> writes them.</summary>
public static class FileDescriptorSet
{
    /// <summary>Puts serialized files into a set, in the order given.</summary>
    public static byte[] Write(IEnumerable<byte[]> files)
    {
        var writer = new WireWriter();
        foreach (var file in files)
            writer.Bytes(1, file);
        return writer.ToArray();
    }

    /// <summary>Files in the order in which <c>protoc</c> puts them into a set: each after those it imports.</summary>
    /// <param name="files">The files; one that is named twice counts once.</param>
    /// <param name="includeImports">Whether what they import, directly or not, is in the set, too.</param>
    public static IReadOnlyList<FileDescriptor> Order(IReadOnlyList<FileDescriptor> files, bool includeImports)
    {
        var wanted = new HashSet<FileDescriptor>(files);
        var seen = new HashSet<FileDescriptor>();
        var ordered = new List<FileDescriptor>();
        // A stack of its own: chains of imports may be long.
        var pending = new Stack<(FileDescriptor File, bool IsDone)>();
        foreach (var root in files)
        {
            pending.Push((root, false));
            while (pending.Count > 0)
            {
                var (file, isDone) = pending.Pop();
                if (isDone)
                    ordered.Add(file);
                else if (seen.Add(file))
                {
                    pending.Push((file, true));
                    foreach (var import in file.Imports.Reverse())
                    {
                        // Without imports, nothing behind a file that is not wanted counts either.
                        if (import.File is { } target && (includeImports || wanted.Contains(target)))
                            pending.Push((target, false));
                    }
                }
            }
        }
        return ordered;
    }

    /// <summary>The files of a set, to be compiled; null if the bytes are no set or a file in it has no name. Of files with one name the first counts.</summary>
    public static IReadOnlyList<ProtoSource>? Read(byte[] bytes)
    {
        var sources = new List<ProtoSource>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader is not { Number: 1, Type: WireType.LengthDelimited })
                continue;
            if (ReadFile(reader.Bytes) is not { } source)
                return null;
            if (names.Add(source.Name))
                sources.Add(source);
        }
        return reader.IsBroken ? null : sources;
    }

    /// <summary>A serialized file, to be compiled; null if the bytes are none or it has no name.</summary>
    public static ProtoSource? ReadFile(byte[] bytes)
    {
        string? name = null;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Number == 1)
                name = reader.Text;
        }
        return reader.IsBroken || string.IsNullOrEmpty(name) ? null : new ProtoSource(name!, "") { FileDescriptorProto = bytes };
    }
}
