using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>An enum.</summary>
public sealed class EnumDescriptor : Descriptor
{
    internal EnumDescriptor(EnumSyntax syntax, string fullName, FileDescriptor file, MessageDescriptor? containingType)
        : base(syntax.Name.Text, fullName, syntax.Name.Span)
    {
        Syntax = syntax;
        File = file;
        ContainingType = containingType;
    }

    /// <inheritdoc/>
    public override FileDescriptor File { get; }

    /// <summary>The message it is nested in, or null.</summary>
    public MessageDescriptor? ContainingType { get; }

    /// <summary>The values in order, aliases included.</summary>
    public IReadOnlyList<EnumValueDescriptor> Values { get; internal set; } = [];

    /// <summary>Reserved numbers (ends inclusive) and names.</summary>
    public ReservedSet Reserved { get; internal set; } = ReservedSet.None;

    /// <summary>The options.</summary>
    public EnumOptions Options => new(RawOptions);

    /// <summary>Whether numbers without a name are kept as unknown fields.</summary>
    public bool IsClosed => Features.EnumType == EnumKind.Closed;

    /// <summary><c>export</c> or <c>local</c> as written.</summary>
    public SymbolVisibility Visibility => Syntax.Visibility;

    internal EnumSyntax Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Syntax;
}

/// <summary>A value of an enum. Its full name is that of a sibling of the enum, as in C++.</summary>
public sealed class EnumValueDescriptor : Descriptor
{
    internal EnumValueDescriptor(EnumValueSyntax syntax, string fullName, EnumDescriptor type)
        : base(syntax.Name.Text, fullName, syntax.Name.Span)
    {
        Syntax = syntax;
        Type = type;
    }

    /// <inheritdoc/>
    public override FileDescriptor File => Type.File;

    /// <summary>The enum.</summary>
    public EnumDescriptor Type { get; }

    /// <summary>The number.</summary>
    public int Number => Syntax.Number;

    /// <summary>The options.</summary>
    public EnumValueOptions Options => new(RawOptions);

    internal EnumValueSyntax Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Syntax;
}
