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
