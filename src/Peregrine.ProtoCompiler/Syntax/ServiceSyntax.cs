namespace Peregrine.ProtoCompiler.Syntax;

/// <summary><c>service X { … }</c>.</summary>
internal sealed class ServiceSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }

    /// <summary>Methods and options in order.</summary>
    public List<SyntaxNode> Members { get; } = [];
}

/// <summary><c>rpc X (stream A) returns (stream B);</c>.</summary>
internal sealed class MethodSyntax : SyntaxNode
{
    public required TokenText Name { get; init; }

    public required MethodTypeSyntax Input { get; init; }

    public required MethodTypeSyntax Output { get; init; }

    /// <summary>Whether it ends in <c>{ … }</c>.</summary>
    public bool HasBody { get; init; }

    public List<OptionSyntax> Options { get; } = [];
}

/// <summary>The request or response of a method. The span of <c>stream</c> is empty if it is not written.</summary>
internal readonly record struct MethodTypeSyntax(TokenText Name, TextSpan StreamSpan)
{
    public bool IsStream => StreamSpan.Length > 0;
}
