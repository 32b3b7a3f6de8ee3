using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Tests.Syntax;

public class LexerTests
{
    private static (List<(TokenKind Kind, string Text)> Tokens, int Errors) Lex(string text)
    {
        var source = new SourceText("a.proto", text);
        var diagnostics = new DiagnosticBag(source);
        var lexer = new Lexer(source, diagnostics);
        var tokens = new List<(TokenKind, string)>();
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
            tokens.Add((token.Kind, text[token.Start..token.End]));
        return (tokens, diagnostics.Items.Count);
    }

    [Theory]
    [InlineData("abc", TokenKind.Identifier)]
    [InlineData("_a1", TokenKind.Identifier)]
    [InlineData("0", TokenKind.Integer)]
    [InlineData("0x1F", TokenKind.Integer)]
    [InlineData("017", TokenKind.Integer)]
    [InlineData("1.", TokenKind.Float)]
    [InlineData(".5", TokenKind.Float)]
    [InlineData("1e5", TokenKind.Float)]
    [InlineData("1E-5", TokenKind.Float)]
    [InlineData("1.5e+5", TokenKind.Float)]
    [InlineData("\"a b\"", TokenKind.String)]
    [InlineData("'a\"b'", TokenKind.String)]
    [InlineData("\"a\\\"b\"", TokenKind.String)]
    [InlineData(";", TokenKind.Symbol)]
    [InlineData("/", TokenKind.Symbol)]
    internal void A_token_is_read_whole(string text, TokenKind kind)
    {
        var (tokens, errors) = Lex(" /* c */ " + text + " // d");
        Assert.Equal([(kind, text)], tokens);
        Assert.Equal(0, errors);
    }

    [Theory]
    [InlineData("08")]
    [InlineData("0x")]
    [InlineData("1e")]
    [InlineData("1a")]
    [InlineData("1.2.3")]
    [InlineData("0x1.5")]
    [InlineData("\"a")]
    [InlineData("'a\n'")]
    [InlineData("\"\\q\"")]
    [InlineData("\"\\x\"")]
    [InlineData("\"\\u123\"")]
    [InlineData("\"\\U00200000\"")]
    [InlineData("/* a")]
    [InlineData("/* /* */")]
    [InlineData("/* \0 */")]
    [InlineData("\0")]
    [InlineData("é")]
    public void A_broken_token_is_reported(string text) => Assert.NotEqual(0, Lex(text).Errors);

    [Theory]
    [InlineData("\"\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\'\\\"\"", new byte[] { 7, 8, 12, 10, 13, 9, 11, 92, 63, 39, 34 })]
    [InlineData("\"\\0\\12\\377\\x9\\xFf\"", new byte[] { 0, 10, 255, 9, 255 })]
    [InlineData("\"\\u00e9\\U0001F600\"", new byte[] { 0xC3, 0xA9, 0xF0, 0x9F, 0x98, 0x80 })]
    [InlineData("\"\\ud83d\\ude00\"", new byte[] { 0xF0, 0x9F, 0x98, 0x80 })]
    [InlineData("\"é😀\"", new byte[] { 0xC3, 0xA9, 0xF0, 0x9F, 0x98, 0x80 })]
    public void Escapes_stand_for_bytes(string literal, byte[] expected)
    {
        var output = new List<byte>();
        EscapeSequence.Decode(literal, new Token(TokenKind.String, 0, literal.Length), output);
        Assert.Equal(expected, output);
    }

    [Fact]
    public void A_text_cut_anywhere_is_lexed_to_its_end()
    {
        const string Text = "message A { string s = 1 [default = \"\\U0001F600\\x1\\ud83d\\ude00\"]; /* c */ double d = 0x1F.5e-10; } // é";
        for (var length = 0; length <= Text.Length; length++)
            Lex(Text[..length]);
    }
}
