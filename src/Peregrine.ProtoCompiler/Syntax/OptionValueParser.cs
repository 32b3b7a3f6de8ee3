using System.Globalization;
using System.Text;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses the values of options: single tokens, and message literals in protobuf text format.</summary>
internal sealed class OptionValueParser(ParseContext context)
{
    /// <summary>Deeper literals are refused, so that no text can exhaust the stack.</summary>
    private const int MaxDepth = 100;

    private readonly TokenReader _tokens = context.Tokens;
    private int _depth;

    // Those that are open; others than braces may be left open in a broken literal.
    private int _braces;

    /// <summary>The value behind <c>=</c>, or null if there is none (reported).</summary>
    public OptionValueSyntax? Parse()
    {
        if (!_tokens.LookingAt('{'))
            return ParseScalar();
        var start = _tokens.Current;
        var bracesBefore = _tokens.BracesInHashComments;
        _tokens.HasHashComments = true;
        _tokens.Advance();
        _depth = 0;
        _braces = 1;
        var message = ParseMessage(start.Start, '}');
        _tokens.HasHashComments = false;
        message ??= SkipRest(start);
        if (message is not null && _tokens.BracesInHashComments != bracesBefore)
            _tokens.Fail("Expected as many \"{\" as \"}\" in the \"#\" comments of a value");
        return message;
    }

    // As protoc reads a message literal only once it is needed, what is wrong inside of it leaves the rest of the file alone.
    private OptionValueSyntax? SkipRest(Token start)
    {
        for (; _braces > 0 && !_tokens.AtEnd; _tokens.Advance())
            CountBrace();
        if (_braces > 0)
        {
            var line = _tokens.Diagnostics.Source.GetPosition(start.Start).Line + 1;
            _tokens.Fail(DiagnosticRules.MissingBrace, "A value has no end: a \"}\" is missing.", $"Its \"{{\" stands in line {line}.");
            return null;
        }
        context.BrokenLiterals++;
        return At(start.Start, new OptionValueSyntax { Kind = OptionValueKind.Message, IsBroken = true });
    }

    private void CountBrace() => _braces += _tokens.LookingAt('{') ? 1 : _tokens.LookingAt('}') ? -1 : 0;

    private OptionValueSyntax? ParseScalar()
    {
        var start = _tokens.Current.Start;
        var isNegative = _tokens.TryConsume('-');
        switch (_tokens.Current.Kind)
        {
            case TokenKind.Identifier:
                return ParseIdentifier(start, isNegative);
            case TokenKind.Integer or TokenKind.Float:
                return ParseNumber(start, isNegative);
            case TokenKind.String when !isNegative:
                _tokens.ConsumeString(out var bytes, out _, "a string");
                return At(start, new OptionValueSyntax { Kind = OptionValueKind.String, Bytes = bytes });
            default:
                _tokens.Fail("Expected the value of an option");
                return null;
        }
    }

    private OptionValueSyntax? ParseIdentifier(int start, bool isNegative)
    {
        var text = _tokens.CurrentText;
        if (!isNegative)
        {
            _tokens.Advance();
            return At(start, new OptionValueSyntax { Kind = OptionValueKind.Identifier, Text = text });
        }
        var lower = text.ToLowerInvariant();
        if (lower is not ("inf" or "infinity" or "nan"))
        {
            _tokens.Fail("Expected a number, \"inf\" or \"nan\" behind \"-\"");
            return null;
        }
        _tokens.Advance();
        return At(start, new OptionValueSyntax
        {
            Kind = OptionValueKind.Double,
            Text = "-" + text,
            Number = lower == "nan" ? double.NaN : double.NegativeInfinity,
        });
    }

    private OptionValueSyntax ParseNumber(int start, bool isNegative)
    {
        var token = _tokens.Current;
        var text = _tokens.CurrentText;
        var max = isNegative ? (ulong)long.MaxValue + 1 : ulong.MaxValue;
        var source = _tokens.Diagnostics.Source.Text;
        if (token.Kind == TokenKind.Integer && NumberText.TryParseInteger(source, token, max, out var value))
        {
            _tokens.Advance();
            return At(start, new OptionValueSyntax
            {
                Kind = isNegative ? OptionValueKind.NegativeInteger : OptionValueKind.PositiveInteger,
                Text = (isNegative ? "-" : "") + value.ToString(CultureInfo.InvariantCulture),
                Magnitude = value,
                IsHexOrOctal = text.Length > 1 && text[0] == '0',
                Number = isNegative ? -(double)value : value,
            });
        }
        if (token.Kind == TokenKind.Integer && text[0] == '0')
            _tokens.Fail(DiagnosticRules.IntegerOutOfRange, $"The integer {text} is out of range.");
        var number = NumberText.ParseFloat(text);
        _tokens.Advance();
        return At(start, new OptionValueSyntax
        {
            Kind = OptionValueKind.Double,
            Text = (isNegative ? "-" : "") + text,
            Number = isNegative ? -number : number,
        });
    }

    private OptionValueSyntax? ParseMessage(int start, char close)
    {
        var fields = new List<MessageLiteralField>();
        if (++_depth > MaxDepth)
        {
            _tokens.Fail(DiagnosticRules.TooDeep, $"Message literals may be nested {MaxDepth} deep at most.");
            return null;
        }
        while (!_tokens.LookingAt(close))
        {
            if (_tokens.AtEnd || !ParseField(fields))
                return null;
            if (!_tokens.TryConsume(','))
                _tokens.TryConsume(';');
        }
        CountBrace();
        _tokens.Advance();
        _depth--;
        return At(start, new OptionValueSyntax { Kind = OptionValueKind.Message, Fields = fields });
    }

    private bool ParseField(List<MessageLiteralField> fields)
    {
        var start = _tokens.Current.Start;
        var isBracketed = _tokens.TryConsume('[');
        if (!(isBracketed ? ParseBracketedName(out var name) : ParseFieldName(out name)))
            return false;
        var nameSpan = TextSpan.FromBounds(start, _tokens.Previous.End);
        var hasColon = _tokens.TryConsume(':');
        if (!hasColon && !_tokens.LookingAt('{') && !_tokens.LookingAt('<') && !_tokens.LookingAt('['))
            return _tokens.Fail("Expected \":\"");
        var value = ParseFieldValue();
        if (value is null)
            return false;
        fields.Add(new MessageLiteralField(name, isBracketed, nameSpan, hasColon, value));
        return true;
    }

    private bool ParseFieldName(out string name)
    {
        var result = _tokens.ConsumeIdentifier(out var token, "the name of a field");
        name = token.Text;
        return result;
    }

    // Either an extension ("a.b.c") or the type URL of an Any ("host/a.b.c").
    private bool ParseBracketedName(out string name)
    {
        name = "";
        var text = new StringBuilder();
        while (!_tokens.LookingAt(']'))
        {
            var isPart = _tokens.Current.Kind is TokenKind.Identifier || _tokens.LookingAt('.') || _tokens.LookingAt('/') || _tokens.LookingAt('-');
            if (!isPart)
                return _tokens.Fail("Expected the name of an extension or a type URL");
            text.Append(_tokens.CurrentText);
            _tokens.Advance();
        }
        _tokens.Advance();
        name = text.ToString();
        return name.Length > 0 || _tokens.Fail("Expected the name of an extension or a type URL");
    }

    private OptionValueSyntax? ParseFieldValue()
    {
        var start = _tokens.Current.Start;
        if (_tokens.LookingAt('{'))
        {
            CountBrace();
            _tokens.Advance();
            return ParseMessage(start, '}');
        }
        if (_tokens.TryConsume('<'))
            return ParseMessage(start, '>');
        return _tokens.TryConsume('[') ? ParseList(start) : ParseScalar();
    }

    private OptionValueSyntax? ParseList(int start)
    {
        var elements = new List<OptionValueSyntax>();
        if (_tokens.TryConsume(']'))
            return At(start, new OptionValueSyntax { Kind = OptionValueKind.List, Elements = elements });
        do
        {
            if (_tokens.LookingAt('['))
            {
                _tokens.Fail("Expected a value");
                return null;
            }
            var element = ParseFieldValue();
            if (element is null)
                return null;
            elements.Add(element);
        }
        while (_tokens.TryConsume(','));
        return _tokens.Consume(']') ? At(start, new OptionValueSyntax { Kind = OptionValueKind.List, Elements = elements }) : null;
    }

    private OptionValueSyntax At(int start, OptionValueSyntax value)
    {
        value.Span = TextSpan.FromBounds(start, _tokens.Previous.End);
        return value;
    }
}
