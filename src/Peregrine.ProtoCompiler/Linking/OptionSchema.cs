using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// The messages of <c>descriptor.proto</c> that options are interpreted against: those of the file in the compilation, if one
/// imports it, else those of the embedded one.
/// </summary>
internal sealed class OptionSchema(SymbolTable symbols)
{
    public const string FileName = "google/protobuf/descriptor.proto";

    private static readonly Lazy<SymbolTable> Embedded = new(LinkEmbedded);

    private FileDescriptor? _file;

    /// <summary>The file that has the options of files; the others are beside them.</summary>
    public FileDescriptor File => _file ??= Find("FileOptions").File;

    /// <summary>The message <c>google.protobuf.<paramref name="name"/></c>.</summary>
    public MessageDescriptor Find(string name)
    {
        var fullName = "google.protobuf." + name;
        return symbols.Find(fullName, IsInDescriptorProto) as MessageDescriptor
            ?? Embedded.Value.Find(fullName, IsInDescriptorProto) as MessageDescriptor
            ?? throw new InvalidOperationException($"The embedded {FileName} has lost {fullName}.");
    }

    private static bool IsInDescriptorProto(object symbol) => symbol is Descriptor { File.Name: FileName };

    private static SymbolTable LinkEmbedded()
    {
        var files = ImportGraph.Load([new ProtoSource(FileName, WellKnown.WellKnownFiles.FindText(FileName) ?? "")], null, new AbsentFiles(null), CancellationToken.None);
        return Linker.Link(files, new AbsentFiles(null), CancellationToken.None);
    }
}
