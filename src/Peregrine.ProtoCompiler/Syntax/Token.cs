namespace Peregrine.ProtoCompiler.Syntax;

internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name or keyword; keywords are reserved nowhere.</summary>
    Identifier,

    /// <summary>A decimal, octal (0…) or hexadecimal (0x…) integer, without sign.</summary>
    Integer,

    /// <summary>A number with a point or an exponent, without sign.</summary>
    Float,

    /// <summary>One quoted string; neighbours belong together.</summary>
    String,

    /// <summary>Any other character.</summary>
    Symbol,
}

/// <summary>A token by its place.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public TextSpan Span => TextSpan.FromBounds(Start, End);
}
