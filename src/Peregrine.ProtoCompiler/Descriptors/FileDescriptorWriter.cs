namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Serializes a file as <c>FileDescriptorProto</c>.</summary>
internal static class FileDescriptorWriter
{
    public static byte[] Write(FileDescriptor file, bool includeJsonNames) => throw new NotImplementedException();
}
