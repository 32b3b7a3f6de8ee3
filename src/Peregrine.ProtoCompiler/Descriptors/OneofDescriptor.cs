using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>A oneof.</summary>
public sealed class OneofDescriptor : Descriptor
{
    internal OneofDescriptor(OneofSyntax? syntax, string name, TextSpan nameSpan, MessageDescriptor containingType)
        : base(name, containingType.FullName + "." + name, nameSpan)
    {
        Syntax = syntax;
        ContainingType = containingType;
    }

    /// <inheritdoc/>
    public override FileDescriptor File => ContainingType.File;

    /// <summary>The message.</summary>
    public MessageDescriptor ContainingType { get; }

    /// <summary>The members in order.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; internal set; } = [];

    /// <summary>Whether the compiler made it for a field with proto3 <c>optional</c>.</summary>
    public bool IsSynthetic => Syntax is null;

    internal OneofSyntax? Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Syntax;
}
