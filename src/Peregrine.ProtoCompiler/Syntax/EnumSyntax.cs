namespace Peregrine.ProtoCompiler.Syntax;

/// <summary><c>enum X { … }</c>.</summary>
internal sealed class EnumSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }

    public SymbolVisibility Visibility { get; init; }

    public TextSpan VisibilitySpan { get; init; }

    /// <summary>Values, options and reserved statements in order.</summary>
    public List<SyntaxNode> Members { get; } = [];
}

/// <summary><c>X = 1 [ … ];</c>.</summary>
internal sealed class EnumValueSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }

    public required int Number { get; init; }

    public required TextSpan NumberSpan { get; init; }

    public OptionListSyntax? Options { get; set; }
}
