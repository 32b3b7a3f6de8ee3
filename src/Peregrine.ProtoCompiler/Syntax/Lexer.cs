namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Cuts a text into tokens, one at a time. Whitespace and comments separate tokens and are not reported.</summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly DiagnosticBag _diagnostics;
    private int _position;
    private Token _last;

    public Lexer(SourceText source, DiagnosticBag diagnostics)
    {
        _text = source.Text;
        _diagnostics = diagnostics;
        _position = _text.Length > 0 && _text[0] == '\uFEFF' ? 1 : 0;
    }

    /// <summary>Whether anything but ASCII stood outside of comments so far.</summary>
    public bool HasNonAsciiText { get; private set; }

    /// <summary>The next token; <see cref="TokenKind.End"/> again and again at the end.</summary>
    public Token Next()
    {
        while (true)
        {
            SkipTrivia();
            if (_position >= _text.Length)
                return _last = new Token(TokenKind.End, _text.Length, _text.Length);
            var c = _text[_position];
            if (c < ' ')
                SkipControlCharacters();
            else
                return _last = ReadToken(c);
        }
    }

    private Token ReadToken(char c)
    {
        var start = _position;
        TokenKind kind;
        if (Chars.IsLetter(c))
            kind = ReadIdentifier();
        else if (Chars.IsDigit(c) || (c == '.' && Chars.IsDigit(Peek(1))))
            kind = ReadNumber(c);
        else if (c is '"' or '\'')
            kind = ReadString(c);
        else
            kind = ReadSymbol(c);
        return new Token(kind, start, _position);
    }

    private TokenKind ReadIdentifier()
    {
        do
            _position++;
        while (Chars.IsLetterOrDigit(Peek(0)));
        return TokenKind.Identifier;
    }

    private TokenKind ReadSymbol(char c)
    {
        _position++;
        if (c < 0x80)
            return TokenKind.Symbol;
        HasNonAsciiText = true;
        var start = _position - 1;
        while (Peek(0) >= 0x80)
            _position++;
        Report(DiagnosticRules.InvalidCharacter, start, "Only ASCII characters may stand outside of comments and strings.",
            c is '\u201C' or '\u201D' or '\u2018' or '\u2019' ? "Replace the typographic quotes by plain ones." : null);
        return TokenKind.Symbol;
    }

    private TokenKind ReadNumber(char first)
    {
        var start = _position;
        if (first == '.' && _last.Kind == TokenKind.Identifier && _last.End == start)
            Report(DiagnosticRules.InvalidNumber, start, "A name and a number need a space between them.");
        var isFloat = first == '0' && Peek(1) is 'x' or 'X' ? ReadHexadecimal()
            : first == '0' && Chars.IsDigit(Peek(1)) ? ReadOctal()
            : ReadDecimal();
        if (Chars.IsLetter(Peek(0)))
            Report(DiagnosticRules.InvalidNumber, _position, "A number and a name need a space between them.", null, 1);
        else if (Peek(0) == '.')
            Report(DiagnosticRules.InvalidNumber, _position, isFloat ? "A number has at most one decimal point, before the exponent."
                : "Hexadecimal and octal numbers are integers.", null, 1);
        return isFloat ? TokenKind.Float : TokenKind.Integer;
    }

    private bool ReadHexadecimal()
    {
        _position += 2;
        var digits = _position;
        while (Chars.IsHexDigit(Peek(0)))
            _position++;
        if (_position == digits)
            Report(DiagnosticRules.InvalidNumber, digits - 2, "\"0x\" must be followed by hexadecimal digits.");
        return false;
    }

    private bool ReadOctal()
    {
        var start = _position;
        while (Chars.IsOctalDigit(Peek(0)))
            _position++;
        if (Chars.IsDigit(Peek(0)))
        {
            SkipDigits();
            Report(DiagnosticRules.InvalidNumber, start, "Numbers that begin with 0 are octal and have the digits 0 to 7 only.", "Remove the leading 0.");
        }
        return false;
    }

    private bool ReadDecimal()
    {
        var isFloat = false;
        SkipDigits();
        if (Peek(0) == '.')
        {
            isFloat = true;
            _position++;
            SkipDigits();
        }
        if (Peek(0) is 'e' or 'E')
        {
            isFloat = true;
            _position++;
            if (Peek(0) is '-' or '+')
                _position++;
            if (!Chars.IsDigit(Peek(0)))
                Report(DiagnosticRules.InvalidNumber, _position, "\"e\" must be followed by an exponent.", null, 1);
            SkipDigits();
        }
        return isFloat;
    }

    private void SkipDigits()
    {
        while (Chars.IsDigit(Peek(0)))
            _position++;
    }

    private TokenKind ReadString(char quote)
    {
        var start = _position++;
        while (true)
        {
            var c = Peek(0);
            if (c == quote)
            {
                _position++;
                return TokenKind.String;
            }
            if (c is '\0' or '\n')
            {
                Report(DiagnosticRules.InvalidString, start, c == '\n' ? "A string may not span lines." : "The string has no end.",
                    $"Did you miss a {quote}?");
                return TokenKind.String;
            }
            _position++;
            if (c == '\\')
                SkipEscape();
            else if (c >= 0x80)
                HasNonAsciiText = true;
        }
    }

    private void SkipEscape()
    {
        var start = _position - 1;
        var problem = EscapeSequence.Skip(_text, ref _position);
        if (problem is not null)
            Report(DiagnosticRules.InvalidString, start, problem);
    }

    private void SkipControlCharacters()
    {
        var start = _position;
        while (_position < _text.Length && Chars.IsControl(_text[_position]))
            _position++;
        Report(DiagnosticRules.InvalidCharacter, start, "The text contains control characters.", "Is it a text file, in UTF-8?");
    }

    private void SkipTrivia()
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (Chars.IsWhitespace(c))
                _position++;
            else if (c == '/' && Peek(1) == '/')
                SkipLineComment();
            else if (c == '/' && Peek(1) == '*')
                SkipBlockComment();
            else
                return;
        }
    }

    // A NUL ends comments and strings, as in protoc.
    private void SkipLineComment()
    {
        var end = _text.IndexOf('\n', _position);
        end = end < 0 ? _text.Length : end;
        var nul = _text.IndexOf('\0', _position, end - _position);
        _position = nul < 0 ? end : nul;
    }

    private void SkipBlockComment()
    {
        var start = _position;
        for (_position += 2; Peek(0) != '\0'; _position++)
        {
            var c = _text[_position];
            if (c == '*' && Peek(1) == '/')
            {
                _position += 2;
                return;
            }
            if (c == '/' && Peek(1) == '*')
                Report(DiagnosticRules.InvalidComment, _position, "\"/*\" stands inside a block comment; block comments do not nest.", null, 2);
        }
        _diagnostics.Report(DiagnosticRules.InvalidComment, new TextSpan(start, 2), "The block comment has no end.", "Close it with \"*/\".");
    }

    private void Report(DiagnosticRule rule, int start, string message, string? hint = null, int length = 0) =>
        _diagnostics.Report(rule, new TextSpan(start, Math.Max(length, _position - start)), message, hint);

    private char Peek(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';
}
