namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses enums.</summary>
internal sealed class EnumParser(ParseContext context, OptionParser options)
{
    private readonly TokenReader _tokens = context.Tokens;
    private readonly ReservedParser _reserved = new(context);

    public bool ParseEnum(List<SyntaxNode> members, TokenText? visibility)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        _tokens.Advance();
        if (!_tokens.ConsumeIdentifier(out var name, "the name of an enum"))
            return false;
        var result = new EnumSyntax
        {
            Name = name,
            Visibility = Visibilities.Of(visibility),
            VisibilitySpan = visibility?.Span ?? default,
            Span = new TextSpan(start, 0),
            CommentsBefore = commentsBefore,
        };
        members.Add(result);
        var isWhole = context.ParseBlock(result, $"enum \"{name.Text}\"", () => ParseStatement(result));
        context.End(result);
        return isWhole;
    }

    private bool ParseStatement(EnumSyntax owner)
    {
        if (_tokens.TryConsumeEnd(';', isEmpty: true))
            return true;
        if (_tokens.LookingAt("option"))
            return options.ParseStatement(owner.Members);
        if (_tokens.LookingAt("reserved"))
            return _reserved.Parse(owner.Members, isEnum: true);
        return ParseValue(owner);
    }

    private bool ParseValue(EnumSyntax owner)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        if (!_tokens.ConsumeIdentifier(out var name, "the name of an enum value"))
            return false;
        if (!_tokens.TryConsume('='))
            return _tokens.Fail($"The enum value \"{name.Text}\" has no number: expected \"=\"", "An enum value reads: NAME = number;");
        var numberStart = _tokens.Current.Start;
        if (!_tokens.ConsumeSignedInt32(out var number, "the number of the enum value"))
            return false;
        var value = new EnumValueSyntax
        {
            Name = name,
            Number = number,
            NumberSpan = TextSpan.FromBounds(numberStart, _tokens.Previous.End),
            Span = new TextSpan(start, 0),
            CommentsBefore = commentsBefore,
        };
        owner.Members.Add(value);
        if (!options.TryParseList(out var list))
            return false;
        value.Options = list;
        var isWhole = _tokens.ConsumeEnd(';', value);
        context.End(value);
        return isWhole;
    }
}

/// <summary>The keywords <c>export</c> and <c>local</c>.</summary>
internal static class Visibilities
{
    public static SymbolVisibility Of(TokenText? keyword) => keyword?.Text switch
    {
        "export" => SymbolVisibility.Export,
        "local" => SymbolVisibility.Local,
        _ => SymbolVisibility.Unset,
    };
}
