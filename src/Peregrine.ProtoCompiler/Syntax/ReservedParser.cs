namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses <c>reserved</c> statements and lists of number ranges.</summary>
internal sealed class ReservedParser(ParseContext context)
{
    /// <summary>Stands for <c>max</c> in messages, whose largest number depends on their options.</summary>
    public const int MaxOfMessage = -2;

    private readonly TokenReader _tokens = context.Tokens;

    public bool Parse(List<SyntaxNode> members, bool isEnum)
    {
        var result = context.Begin(new ReservedSyntax());
        _tokens.Advance();
        var isParsed = _tokens.Current.Kind switch
        {
            TokenKind.String => ParseNames(result),
            TokenKind.Identifier => ParseIdentifiers(result),
            _ => ParseRanges(result.Ranges, isEnum, "a name or a number"),
        };
        if (!isParsed || !_tokens.ConsumeEnd(';', result))
            return false;
        context.End(result);
        members.Add(result);
        return true;
    }

    public bool ParseRanges(List<RangeSyntax> ranges, bool isEnum, string what)
    {
        do
        {
            var firstToken = _tokens.Current;
            var start = firstToken.Start;
            if (!ParseNumber(isEnum, what, out var first))
                return false;
            var startSpan = TextSpan.FromBounds(start, _tokens.Previous.End);
            var last = first;
            var endSpan = firstToken.Span; // As in protoc: of a negative number the sign only.
            if (_tokens.TryConsume("to"))
            {
                var endStart = _tokens.Current.Start;
                if (_tokens.TryConsume("max"))
                    last = isEnum ? int.MaxValue : MaxOfMessage;
                else if (!ParseNumber(isEnum, "a number or \"max\"", out last))
                    return false;
                endSpan = TextSpan.FromBounds(endStart, _tokens.Previous.End);
            }
            ranges.Add(new RangeSyntax(first, startSpan, last, endSpan, TextSpan.FromBounds(start, _tokens.Previous.End)));
        }
        while (_tokens.TryConsume(','));
        return true;
    }

    private bool ParseNumber(bool isEnum, string what, out int value)
    {
        if (isEnum)
            return _tokens.ConsumeSignedInt32(out value, what);
        if (!_tokens.ConsumeInt32(out value, what))
            return false;
        return value != int.MaxValue || _tokens.Fail(DiagnosticRules.NumberOutOfRange, "The number is too large for a field.");
    }

    private bool ParseNames(ReservedSyntax result)
    {
        if (context.IsEditions)
            return _tokens.Fail(DiagnosticRules.ReservedNameForm, "Reserved names are identifiers in editions.", "Remove the quotes.");
        do
        {
            if (!_tokens.ConsumeString(out var name, "a name in quotes"))
                return false;
            if (!Chars.IsIdentifier(name.Text))
                _tokens.Diagnostics.Report(DiagnosticRules.ReservedNameIsNoIdentifier, name.Span, $"The reserved name \"{name.Text}\" is not an identifier.");
            result.Names.Add(name);
        }
        while (_tokens.TryConsume(','));
        return true;
    }

    private bool ParseIdentifiers(ReservedSyntax result)
    {
        if (!context.IsEditions)
            return _tokens.Fail(DiagnosticRules.ReservedNameForm, "Reserved names stand in quotes; only editions have them without.", $"Write \"{_tokens.CurrentText}\" with the quotes.");
        do
        {
            if (!_tokens.ConsumeIdentifier(out var name, "a name"))
                return false;
            result.Names.Add(name);
        }
        while (_tokens.TryConsume(','));
        return true;
    }
}
