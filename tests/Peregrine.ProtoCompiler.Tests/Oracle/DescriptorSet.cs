using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Tests.Oracle;

internal static class DescriptorSet
{
    /// <summary>A serialized <c>FileDescriptorSet</c>.</summary>
    public static byte[] Of(IEnumerable<FileDescriptor> files, bool sourceInfo)
    {
        var writer = new WireWriter();
        foreach (var file in files)
            writer.Bytes(1, file.ToFileDescriptorProtoBytes(includeJsonNames: true, includeSourceInfo: sourceInfo));
        return writer.ToArray();
    }
}
