namespace Peregrine.ProtoCompiler.Syntax;

internal enum MessageKind
{
    Message,
    Group,
    MapEntry,
}

/// <summary><c>message X { … }</c>, the message of a group, or one that a map field asks for.</summary>
internal sealed class MessageSyntax : SyntaxNode
{
    public required MessageKind Kind { get; init; }

    public required TokenText Name { get; init; }

    public SymbolVisibility Visibility { get; init; }

    public TextSpan VisibilitySpan { get; init; }

    /// <summary>All statements of the body in order.</summary>
    public List<SyntaxNode> Members { get; } = [];
}

/// <summary><c>oneof x { … }</c>.</summary>
internal sealed class OneofSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }

    /// <summary>Fields and options in order.</summary>
    public List<SyntaxNode> Members { get; } = [];
}

/// <summary><c>extend X { … }</c>.</summary>
internal sealed class ExtendSyntax : SyntaxNode
{
    public required TokenText Extendee { get; init; }

    public List<FieldSyntax> Fields { get; } = [];
}

/// <summary>One number or range, both ends as written (inclusive); <c>max</c> is already a number.</summary>
internal readonly record struct RangeSyntax(int Start, TextSpan StartSpan, int End, TextSpan EndSpan, TextSpan Span);

/// <summary><c>extensions 1 to 5, 7 [ … ];</c>. The options hold for each range.</summary>
internal sealed class ExtensionsSyntax : SyntaxNode
{
    public List<RangeSyntax> Ranges { get; } = [];

    public OptionListSyntax? Options { get; set; }
}

/// <summary><c>reserved 1 to 5;</c> or <c>reserved "a", "b";</c>.</summary>
internal sealed class ReservedSyntax : SyntaxNode
{
    public List<RangeSyntax> Ranges { get; } = [];

    public List<TokenText> Names { get; } = [];
}
