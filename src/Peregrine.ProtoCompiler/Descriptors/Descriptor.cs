using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>
/// What every declaration of a file has. The model is immutable once a <c>ProtoCompilation</c> has been returned,
/// and all its members may run concurrently.
/// </summary>
public abstract class Descriptor
{
    private protected Descriptor(string name, string fullName, TextSpan nameSpan)
    {
        Name = name;
        FullName = fullName;
        NameSpan = nameSpan;
    }

    /// <summary>The last part of the name, as written.</summary>
    public string Name { get; }

    /// <summary>The name with package and outer types, joined by dots, without a leading dot.</summary>
    public string FullName { get; }

    /// <summary>Where the name stands in the text of <see cref="File"/>.</summary>
    public TextSpan NameSpan { get; }

    /// <summary>The file that declares it.</summary>
    public abstract FileDescriptor File { get; }

    /// <summary>The position among its siblings of the same kind in the parent, from 0: the last part of its descriptor path.</summary>
    public int Index { get; internal set; }

    /// <summary>The comments around the declaration, as <c>protoc</c> attaches them. Read from the text at each call.</summary>
    public SourceComments Comments =>
        SyntaxNode is not { } node ? SourceComments.None : node.Serialized?.Comments ?? CommentReader.Read(File.Source.Text, node);

    /// <summary>The whole declaration in the text of <see cref="File"/>; empty for what is not written there.</summary>
    public TextSpan Span => SyntaxNode?.Span ?? default;

    internal abstract SyntaxNode? SyntaxNode { get; }

    /// <summary>The options as written, custom options included; empty if there are none.</summary>
    public OptionMessage RawOptions { get; internal set; } = OptionMessage.Empty;

    /// <summary>The features that hold here, after defaults of the edition and inheritance.</summary>
    public FeatureSet Features { get; internal set; }

    /// <summary>The full name.</summary>
    public override string ToString() => FullName;
}
