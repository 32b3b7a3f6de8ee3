namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>What all parsers of one file share.</summary>
internal sealed class ParseContext
{
    /// <summary>As in <c>protoc</c>: a message may be nested in 30 others.</summary>
    public const int MaxMessageDepth = 31;

    public ParseContext(TokenReader tokens) => Tokens = tokens;

    public TokenReader Tokens { get; }

    /// <summary>Known once the syntax statement has been read; many rules of the grammar depend on it.</summary>
    public Edition Edition { get; set; } = Edition.Proto2;

    public bool IsEditions => Edition >= Edition.Edition2023;

    public int MessageDepth { get; set; }

    /// <summary>See <see cref="FileSyntax.BrokenLiterals"/>.</summary>
    public int BrokenLiterals { get; set; }

    /// <summary>Begins a node at the current token.</summary>
    public T Begin<T>(T node)
        where T : SyntaxNode
    {
        node.CommentsBefore = Tokens.CommentsBefore;
        node.Span = new TextSpan(Tokens.Current.Start, 0);
        return node;
    }

    /// <summary>Ends a node behind the last consumed token.</summary>
    public void End(SyntaxNode node) =>
        node.Span = TextSpan.FromBounds(node.Span.Start, Math.Max(node.Span.Start, Tokens.Previous.End));

    /// <summary>After an error: moves behind the statement, be it <c>…;</c> or <c>… { … }</c>, but not out of the enclosing block.</summary>
    public void SkipStatement()
    {
        while (!Tokens.AtEnd && !Tokens.LookingAt('}'))
        {
            if (Tokens.TryConsumeEnd(';'))
                return;
            if (Tokens.TryConsume('{'))
            {
                SkipRestOfBlock();
                return;
            }
            Tokens.Advance();
        }
    }

    private void SkipRestOfBlock()
    {
        for (var depth = 1; depth > 0 && !Tokens.AtEnd;)
        {
            if (Tokens.TryConsumeEnd('}'))
                depth--;
            else if (Tokens.TryConsume('{'))
                depth++;
            else
                Tokens.Advance();
        }
    }

    /// <summary>
    /// Parses <c>{ statement* }</c> behind <paramref name="owner"/>. A statement that fails is skipped. False only if the block has no beginning or no end.
    /// </summary>
    public bool ParseBlock(SyntaxNode owner, string what, Func<bool> parseStatement, bool atLeastOne = false)
    {
        var open = Tokens.Current;
        if (!Tokens.ConsumeEnd('{', owner))
            return false;
        while (atLeastOne || !Tokens.TryConsumeEnd('}'))
        {
            atLeastOne = false;
            if (Tokens.AtEnd)
            {
                var line = Tokens.Diagnostics.Source.GetPosition(open.Start).Line + 1;
                return Tokens.Fail(DiagnosticRules.MissingBrace, $"The {what} has no end: a \"}}\" is missing.", $"Its \"{{\" is in line {line}.");
            }
            if (!parseStatement())
                SkipStatement();
        }
        return true;
    }
}
