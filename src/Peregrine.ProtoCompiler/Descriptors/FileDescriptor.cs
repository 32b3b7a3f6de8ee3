using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>One linked <c>.proto</c> file.</summary>
public sealed class FileDescriptor : Descriptor
{
    internal FileDescriptor(FileSyntax syntax)
        : base(syntax.Source.Name, syntax.Source.Name, default)
    {
        Syntax = syntax;
        Package = syntax.PackageName;
        Edition = syntax.Edition;
    }

    /// <inheritdoc/>
    public override FileDescriptor File => this;

    /// <summary>The text it was compiled from.</summary>
    public SourceText Source => Syntax.Source;

    /// <summary>The package, or an empty string.</summary>
    public string Package { get; }

    /// <summary>The edition; proto2 and proto3 are editions too.</summary>
    public Edition Edition { get; }

    /// <summary>Whether the file or a file it depends on has an error. The model is then incomplete: names may be unresolved and types null.</summary>
    public bool HasErrors { get; internal set; }

    /// <summary>Whether the text came from the compiler itself (a well-known file that the resolver did not have).</summary>
    public bool IsEmbedded { get; internal set; }

    /// <summary>The imports as written, in order, option imports last. One that is written twice or closes a circle stands here once or not at all.</summary>
    public IReadOnlyList<FileImport> Imports { get; internal set; } = [];

    /// <summary>Top-level messages in order.</summary>
    public IReadOnlyList<MessageDescriptor> Messages { get; internal set; } = [];

    /// <summary>Top-level enums in order.</summary>
    public IReadOnlyList<EnumDescriptor> Enums { get; internal set; } = [];

    /// <summary>Top-level extensions in order.</summary>
    public IReadOnlyList<FieldDescriptor> Extensions { get; internal set; } = [];

    /// <summary>Services in order.</summary>
    public IReadOnlyList<ServiceDescriptor> Services { get; internal set; } = [];

    /// <summary>The options.</summary>
    public FileOptions Options => new(RawOptions);

    internal FileSyntax Syntax { get; }

    /// <summary>Whether it was read from a serialized descriptor; then there is no text, and all places in it are empty.</summary>
    internal bool IsSerialized => Syntax.Serialized is not null;

    internal override SyntaxNode? SyntaxNode => Syntax.SyntaxStatement;

    internal OptionPaths? OptionPaths { get; set; }

    /// <summary>
    /// The serialized <c>google.protobuf.FileDescriptorProto</c>, options of source retention stripped, byte for byte as
    /// <c>protoc</c> writes it. Only for files without errors.
    /// </summary>
    /// <param name="includeJsonNames">
    /// True as in a descriptor set: every field carries its JSON name. False as in generated code: only names written in the file.
    /// </param>
    /// <param name="includeSourceInfo">Whether places and comments are included, as with <c>--include_source_info</c>.</param>
    public byte[] ToFileDescriptorProtoBytes(bool includeJsonNames = false, bool includeSourceInfo = false) =>
        FileDescriptorWriter.Write(this, includeJsonNames, includeSourceInfo ? SourceInfo : null);

    private byte[]? SourceInfo => Syntax.Serialized is { } serialized ? serialized.SourceInfo : SourceInfoWriter.Write(this);
}

/// <summary>One import statement.</summary>
/// <param name="Path">The path as written.</param>
/// <param name="Kind">The keyword behind <c>import</c>.</param>
/// <param name="File">The imported file; null if it was not found, which is an error of the importing file.</param>
public sealed record FileImport(string Path, ImportKind Kind, FileDescriptor? File);
