namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses messages, oneofs and extend blocks.</summary>
internal sealed class MessageParser
{
    private readonly ParseContext _context;
    private readonly TokenReader _tokens;
    private readonly OptionParser _options;
    private readonly EnumParser _enums;
    private readonly FieldParser _fields;
    private readonly ReservedParser _reserved;

    public MessageParser(ParseContext context, OptionParser options, EnumParser enums)
    {
        _context = context;
        _tokens = context.Tokens;
        _options = options;
        _enums = enums;
        _fields = new FieldParser(context, options, ParseGroupBody);
        _reserved = new ReservedParser(context);
    }

    /// <summary><c>export</c> or <c>local</c> before a message or an enum. Other editions do not have the keywords.</summary>
    public bool ParseVisibility(out TokenText? visibility)
    {
        visibility = null;
        if (_context.Edition < Edition.Edition2024 || !(_tokens.LookingAt("export") || _tokens.LookingAt("local")))
            return true;
        visibility = new TokenText(_tokens.CurrentText, _tokens.Current.Span);
        _tokens.Advance();
        return _tokens.LookingAt("message") || _tokens.LookingAt("enum")
            || _tokens.Fail(DiagnosticRules.VisibilityNotAllowed, $"\"{visibility?.Text}\" may only stand before \"message\" and \"enum\".");
    }

    public bool ParseMessage(List<SyntaxNode> members, TokenText? visibility)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        if (_context.MessageDepth >= ParseContext.MaxMessageDepth)
            return FailTooDeep();
        _tokens.Advance();
        if (!_tokens.ConsumeIdentifier(out var name, "the name of a message"))
            return false;
        var result = new MessageSyntax
        {
            Kind = MessageKind.Message,
            Name = name,
            Visibility = Visibilities.Of(visibility),
            VisibilitySpan = visibility?.Span ?? default,
            Span = new TextSpan(start, 0),
            CommentsBefore = commentsBefore,
        };
        members.Add(result);
        return ParseBody(result);
    }

    /// <summary><c>extend X { fields }</c>.</summary>
    public bool ParseExtend(List<SyntaxNode> members)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        _tokens.Advance();
        if (!TypeNameParser.ParseMessageName(_tokens, out var extendee))
            return false;
        var result = new ExtendSyntax { Extendee = extendee, Span = new TextSpan(start, 0), CommentsBefore = commentsBefore };
        members.Add(result);
        var isWhole = _context.ParseBlock(result, "extend block", () => _fields.ParseField(result.Fields.Add, extendee), atLeastOne: true);
        _context.End(result);
        return isWhole;
    }

    private bool FailTooDeep() =>
        _tokens.Fail(DiagnosticRules.TooDeep, $"Messages may be nested {ParseContext.MaxMessageDepth - 1} deep at most.");

    private bool ParseGroupBody(MessageSyntax group) =>
        _context.MessageDepth < ParseContext.MaxMessageDepth ? ParseBody(group) : FailTooDeep();

    private bool ParseBody(MessageSyntax message)
    {
        _context.MessageDepth++;
        var isWhole = _context.ParseBlock(message, $"message \"{message.Name.Text}\"", () => ParseStatement(message));
        _context.MessageDepth--;
        _context.End(message);
        return isWhole;
    }

    private bool ParseStatement(MessageSyntax message)
    {
        var members = message.Members;
        if (_tokens.TryConsumeEnd(';', isEmpty: true))
            return true;
        if (!ParseVisibility(out var visibility))
            return false;
        if (_tokens.Current.Kind == TokenKind.Identifier)
        {
            if (_tokens.LookingAt("message"))
                return ParseMessage(members, visibility);
            if (_tokens.LookingAt("enum"))
                return _enums.ParseEnum(members, visibility);
            if (_tokens.LookingAt("extensions"))
                return ParseExtensions(members);
            if (_tokens.LookingAt("reserved"))
                return _reserved.Parse(members, isEnum: false);
            if (_tokens.LookingAt("extend"))
                return ParseExtend(members);
            if (_tokens.LookingAt("option"))
                return _options.ParseStatement(members);
            if (_tokens.LookingAt("oneof"))
                return ParseOneof(members);
        }
        return _fields.ParseField(members.Add, extendee: null);
    }

    private bool ParseExtensions(List<SyntaxNode> members)
    {
        var result = _context.Begin(new ExtensionsSyntax());
        _tokens.Advance();
        if (!_reserved.ParseRanges(result.Ranges, isEnum: false, "a field number"))
            return false;
        if (!_options.TryParseList(out var list))
            return false;
        result.Options = list;
        if (!_tokens.ConsumeEnd(';', result))
            return false;
        _context.End(result);
        members.Add(result);
        return true;
    }

    private bool ParseOneof(List<SyntaxNode> members)
    {
        var start = _tokens.Current.Start;
        var commentsBefore = _tokens.CommentsBefore;
        _tokens.Advance();
        if (!_tokens.ConsumeIdentifier(out var name, "the name of a oneof"))
            return false;
        var result = new OneofSyntax { Name = name, Span = new TextSpan(start, 0), CommentsBefore = commentsBefore };
        members.Add(result);
        var isWhole = _context.ParseBlock(result, $"oneof \"{name.Text}\"", () => ParseOneofStatement(result), atLeastOne: true);
        _context.End(result);
        return isWhole;
    }

    private bool ParseOneofStatement(OneofSyntax oneof)
    {
        if (_tokens.LookingAt("option"))
            return _options.ParseStatement(oneof.Members);
        if (_tokens.LookingAt('}'))
            return _tokens.Fail($"The oneof \"{oneof.Name.Text}\" has no field: expected one");
        if (_tokens.LookingAt("required") || _tokens.LookingAt("optional") || _tokens.LookingAt("repeated"))
        {
            _tokens.Fail(DiagnosticRules.LabelNotAllowed, $"A field in a oneof has no label such as \"{_tokens.CurrentText}\".", "Remove it.");
            _tokens.Advance();
        }
        return _fields.ParseOneofField(oneof.Members.Add);
    }
}
