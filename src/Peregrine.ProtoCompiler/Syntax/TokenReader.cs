using System.Text;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>
/// The parsers' view of the tokens: the current one, the one before, and where the comments of the next declaration begin.
/// Methods that return bool report a diagnostic before they return false.
/// </summary>
internal sealed class TokenReader
{
    private readonly Lexer _lexer;
    private readonly string _text;

    public TokenReader(SourceText source, DiagnosticBag diagnostics)
    {
        _text = source.Text;
        Diagnostics = diagnostics;
        _lexer = new Lexer(source, diagnostics);
        Current = _lexer.Next();
    }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>See <see cref="Lexer.HasNonAsciiText"/>.</summary>
    public bool HasNonAsciiText => _lexer.HasNonAsciiText;

    public Token Current { get; private set; }

    public Token Previous { get; private set; }

    /// <summary>See <see cref="SyntaxNode.CommentsBefore"/>.</summary>
    public int CommentsBefore { get; private set; }

    public bool AtEnd => Current.Kind == TokenKind.End;

    public string CurrentText => TextOf(Current);

    public string TextOf(Token token) => _text.Substring(token.Start, token.End - token.Start);

    /// <summary>Whether <c>#</c> begins a comment, as in message literals; there it is tokens up to the end of the line all the same.</summary>
    public bool HasHashComments { get; set; }

    /// <summary>Opening braces in such comments less closing ones.</summary>
    public int BracesInHashComments { get; private set; }

    public void Advance()
    {
        Previous = Current;
        Current = _lexer.Next();
        while (HasHashComments && LookingAt('#'))
            SkipHashComment();
    }

    private void SkipHashComment()
    {
        var end = _text.IndexOf('\n', Current.Start);
        while (!AtEnd && (end < 0 || Current.Start < end))
        {
            BracesInHashComments += LookingAt('{') ? 1 : LookingAt('}') ? -1 : 0;
            Current = _lexer.Next();
        }
    }

    public bool LookingAt(char symbol) => Current.Kind == TokenKind.Symbol && _text[Current.Start] == symbol;

    public bool LookingAt(string word) =>
        Current.Kind == TokenKind.Identifier && Current.End - Current.Start == word.Length
        && string.CompareOrdinal(_text, Current.Start, word, 0, word.Length) == 0;

    public bool TryConsume(char symbol)
    {
        if (!LookingAt(symbol))
            return false;
        Advance();
        return true;
    }

    public bool TryConsume(string word)
    {
        if (!LookingAt(word))
            return false;
        Advance();
        return true;
    }

    public bool Consume(char symbol) => TryConsume(symbol) || Fail($"Expected \"{symbol}\"");

    public bool Consume(string word) => TryConsume(word) || Fail($"Expected \"{word}\"");

    public bool ConsumeIdentifier(out TokenText name, string what)
    {
        name = new TokenText(CurrentText, Current.Span);
        if (Current.Kind != TokenKind.Identifier)
            return Fail($"Expected {what}");
        Advance();
        return true;
    }

    /// <summary>Neighbouring literals are one string.</summary>
    public bool ConsumeString(out byte[] value, out TextSpan span, string what)
    {
        var start = Current.Start;
        value = [];
        span = Current.Span;
        if (Current.Kind != TokenKind.String)
            return Fail($"Expected {what}");
        var bytes = new List<byte>(Current.End - Current.Start);
        do
        {
            EscapeSequence.Decode(_text, Current, bytes);
            Advance();
        }
        while (Current.Kind == TokenKind.String);
        value = [.. bytes];
        span = TextSpan.FromBounds(start, Previous.End);
        return true;
    }

    public bool ConsumeString(out TokenText value, string what)
    {
        var result = ConsumeString(out var bytes, out var span, what);
        value = new TokenText(Encoding.UTF8.GetString(bytes), span);
        if (result && !Utf8.IsValid(bytes))
            Diagnostics.Report(DiagnosticRules.InvalidString, span, $"Expected {what}, which must be valid UTF-8.");
        return result;
    }

    /// <summary>A number that does not fit is reported, and true is returned all the same: a number was there.</summary>
    public bool ConsumeInteger(ulong max, out ulong value, string what)
    {
        value = 0;
        if (Current.Kind != TokenKind.Integer)
            return Fail($"Expected {what}", MistakeHints.ForNumber(this));
        if (!NumberText.TryParseInteger(_text, Current, max, out value))
        {
            value = 0;
            Diagnostics.Report(DiagnosticRules.IntegerOutOfRange, Current.Span, $"The integer {CurrentText} is out of range; it may be {max} at most.");
        }
        Advance();
        return true;
    }

    public bool ConsumeSignedInt32(out int value, string what)
    {
        var isNegative = TryConsume('-');
        var result = ConsumeInteger(isNegative ? (ulong)int.MaxValue + 1 : int.MaxValue, out var magnitude, what);
        value = isNegative ? (int)-(long)magnitude : (int)magnitude;
        return result;
    }

    public bool ConsumeInt32(out int value, string what)
    {
        var result = ConsumeInteger(int.MaxValue, out var magnitude, what);
        value = (int)magnitude;
        return result;
    }

    /// <summary>
    /// Consumes <c>;</c>, <c>{</c> or <c>}</c> where comments may stand behind. An empty statement (<paramref name="isEmpty"/>) leaves
    /// detached comments before it to the next declaration.
    /// </summary>
    public bool TryConsumeEnd(char symbol, bool isEmpty = false)
    {
        if (!LookingAt(symbol))
            return false;
        if (!isEmpty || CommentsBefore < 0)
            CommentsBefore = Current.End;
        Advance();
        return true;
    }

    public bool ConsumeEnd(char symbol, SyntaxNode node)
    {
        if (symbol == ';' && !LookingAt(';'))
            return FailMissingSemicolon();
        if (!TryConsumeEnd(symbol))
            return Fail($"Expected \"{symbol}\"", MistakeHints.ForBlock(this));
        node.CommentsBehind = Previous.End;
        return true;
    }

    /// <summary>Reports that something else was expected here; always false.</summary>
    public bool Fail(string expectation, string? hint = null)
    {
        var found = AtEnd ? "the end of the file" : $"\"{Shorten(CurrentText)}\"";
        return Fail(DiagnosticRules.UnexpectedToken, $"{expectation}, found {found}.", hint ?? MistakeHints.ForAny(this));
    }

    /// <summary>Reports at the current token, unless something was wrong with it already; always false.</summary>
    public bool Fail(DiagnosticRule rule, string message, string? hint = null)
    {
        if (!Diagnostics.EndsWithErrorIn(Current.Span))
            Diagnostics.Report(rule, Current.Span, message, hint);
        return false;
    }

    private bool FailMissingSemicolon()
    {
        // A string that is not closed has swallowed it.
        if (Previous.Kind == TokenKind.String && Diagnostics.EndsWithErrorIn(Previous.Span))
            return false;
        var behind = Shorten(TextOf(Previous));
        var line = Diagnostics.Source.GetPosition(Previous.End).Line + 1;
        return Fail(DiagnosticRules.MissingSemicolon, $"Expected \";\" behind \"{behind}\".", MistakeHints.ForSemicolon(this, line));
    }

    private static string Shorten(string text)
    {
        var end = text.IndexOf('\n');
        text = end >= 0 ? text.Substring(0, end) : text;
        return text.Length <= 40 ? text : text.Substring(0, 40) + "…";
    }
}
