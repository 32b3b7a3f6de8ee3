namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses <c>option a.(b).c = value;</c> statements and <c>[a = value, …]</c> lists.</summary>
internal sealed class OptionParser(ParseContext context)
{
    private readonly TokenReader _tokens = context.Tokens;
    private readonly OptionValueParser _values = new(context);

    /// <summary>An <c>option</c> statement.</summary>
    public bool ParseStatement(List<SyntaxNode> members)
    {
        var option = ParseStatement();
        if (option is null)
            return false;
        members.Add(option);
        return true;
    }

    /// <summary>An <c>option</c> statement, or null if it is broken.</summary>
    public OptionSyntax? ParseStatement()
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        if (!_tokens.Consume("option"))
            return null;
        var option = ParseAssignment(start, isStatement: true);
        if (option is null || !_tokens.ConsumeEnd(';', option))
            return null;
        option.CommentsBefore = commentsBefore;
        context.End(option);
        return option;
    }

    /// <summary>A list, if one begins here. False if it is broken.</summary>
    public bool TryParseList(out OptionListSyntax? list)
    {
        list = null;
        if (!_tokens.LookingAt('['))
            return true;
        var result = context.Begin(new OptionListSyntax());
        _tokens.Advance();
        do
        {
            var option = ParseAssignment(_tokens.Current.Start, isStatement: false);
            if (option is null)
                return false;
            result.Options.Add(option);
        }
        while (_tokens.TryConsume(','));
        if (!_tokens.Consume(']'))
            return false;
        context.End(result);
        list = result;
        return true;
    }

    private OptionSyntax? ParseAssignment(int start, bool isStatement)
    {
        var nameStart = _tokens.Current.Start;
        var parts = new List<OptionNamePart>(2);
        do
        {
            if (!ParseNamePart(parts))
                return null;
        }
        while (_tokens.TryConsume('.'));
        var nameSpan = TextSpan.FromBounds(nameStart, _tokens.Previous.End);
        if (!_tokens.TryConsume('='))
        {
            _tokens.Fail("Expected \"=\"", isStatement ? "An option reads: option name = value;" : "An option reads: [name = value]");
            return null;
        }
        var value = _values.Parse();
        if (value is null)
            return null;
        var option = new OptionSyntax { Value = value, IsStatement = isStatement, NameSpan = nameSpan, Span = new TextSpan(start, 0) };
        option.Name.AddRange(parts);
        context.End(option);
        return option;
    }

    private bool ParseNamePart(List<OptionNamePart> parts)
    {
        var start = _tokens.Current.Start;
        if (!_tokens.TryConsume('('))
        {
            if (!_tokens.ConsumeIdentifier(out var name, "the name of an option"))
                return false;
            parts.Add(new OptionNamePart(name.Text, IsExtension: false, name.Span));
            return true;
        }
        var prefix = _tokens.TryConsume('.') ? "." : "";
        if (!TypeNameParser.ParseDotted(_tokens, "the name of an extension", out var text))
            return false;
        if (!_tokens.Consume(')'))
            return false;
        parts.Add(new OptionNamePart(prefix + text, IsExtension: true, TextSpan.FromBounds(start, _tokens.Previous.End)));
        return true;
    }
}
