namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses services.</summary>
internal sealed class ServiceParser(ParseContext context, OptionParser options)
{
    private readonly TokenReader _tokens = context.Tokens;

    public bool ParseService(List<SyntaxNode> members)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        _tokens.Advance();
        if (!_tokens.ConsumeIdentifier(out var name, "the name of a service"))
            return false;
        var result = new ServiceSyntax { Name = name, Span = new TextSpan(start, 0), CommentsBefore = commentsBefore };
        members.Add(result);
        var isWhole = context.ParseBlock(result, $"service \"{name.Text}\"", () => ParseStatement(result));
        context.End(result);
        return isWhole;
    }

    private bool ParseStatement(ServiceSyntax owner)
    {
        if (_tokens.TryConsumeEnd(';', isEmpty: true))
            return true;
        return _tokens.LookingAt("option") ? options.ParseStatement(owner.Members) : ParseMethod(owner);
    }

    private bool ParseMethod(ServiceSyntax owner)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        if (!Consume("rpc")
            || !_tokens.ConsumeIdentifier(out var name, "the name of a method")
            || !ParseType(out var input)
            || !Consume("returns")
            || !ParseType(out var output))
            return false;
        var method = new MethodSyntax
        {
            Name = name,
            Input = input,
            Output = output,
            HasBody = _tokens.LookingAt('{'),
            Span = new TextSpan(start, 0),
            CommentsBefore = commentsBefore,
        };
        owner.Members.Add(method);
        var isWhole = method.HasBody
            ? context.ParseBlock(method, $"method \"{name.Text}\"", () => ParseOption(method))
            : _tokens.ConsumeEnd(';', method);
        context.End(method);
        return isWhole;
    }

    private bool Consume(string word) => _tokens.TryConsume(word) || _tokens.Fail($"Expected \"{word}\"", MistakeHints.ForMethod(_tokens));

    private bool ParseOption(MethodSyntax method)
    {
        if (_tokens.TryConsumeEnd(';', isEmpty: true))
            return true;
        if (options.ParseStatement() is not { } option)
            return false;
        method.Options.Add(option);
        return true;
    }

    private bool ParseType(out MethodTypeSyntax type)
    {
        type = default;
        if (!_tokens.TryConsume('('))
            return _tokens.Fail("Expected \"(\"", MistakeHints.ForMethod(_tokens));
        var streamSpan = _tokens.LookingAt("stream") ? _tokens.Current.Span : default;
        if (streamSpan.Length > 0)
            _tokens.Advance();
        if (_tokens.LookingAt(')'))
            return _tokens.Fail("Expected the name of a message", MistakeHints.ForMethod(_tokens));
        if (!TypeNameParser.ParseMessageName(_tokens, out var name))
            return false;
        type = new MethodTypeSyntax(name, streamSpan);
        return _tokens.Consume(')');
    }
}
