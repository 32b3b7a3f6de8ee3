namespace Peregrine.ProtoCompiler.Syntax;

/// <summary><c>[a = 1, (b).c = "x"]</c>.</summary>
internal sealed class OptionListSyntax : SyntaxNode
{
    public List<OptionSyntax> Options { get; } = [];
}

/// <summary>One option: a statement, or an element of a list.</summary>
internal sealed class OptionSyntax : SyntaxNode
{
    public List<OptionNamePart> Name { get; } = [];

    /// <summary>From the first part of the name to the last.</summary>
    public TextSpan NameSpan { get; set; }

    public required OptionValueSyntax Value { get; init; }

    /// <summary>Whether it is an <c>option …;</c> statement, not an element of a list.</summary>
    public bool IsStatement { get; init; }
}

/// <summary>One part of an option's name: <c>a</c>, or <c>(a.b)</c> for an extension; the text has no parentheses.</summary>
internal readonly record struct OptionNamePart(string Text, bool IsExtension, TextSpan Span);

internal enum OptionValueKind
{
    Identifier,
    PositiveInteger,
    NegativeInteger,
    Double,
    String,
    Message,
    List,
}

/// <summary>A value as written. Which members count follows from the kind.</summary>
internal sealed class OptionValueSyntax : SyntaxNode
{
    public required OptionValueKind Kind { get; init; }

    /// <summary>An identifier, or the text of a number with its sign.</summary>
    public string Text { get; init; } = "";

    /// <summary>The absolute value of an integer.</summary>
    public ulong Magnitude { get; init; }

    /// <summary>Whether an integer is written in hexadecimal or octal digits.</summary>
    public bool IsHexOrOctal { get; init; }

    public double Number { get; init; }

    /// <summary>Whether it is a message whose text is not in order, which has been reported.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The content of a string.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The fields of a message (<c>{ … }</c>).</summary>
    public List<MessageLiteralField> Fields { get; init; } = [];

    /// <summary>The elements of a list (<c>[ … ]</c>).</summary>
    public List<OptionValueSyntax> Elements { get; init; } = [];
}

/// <summary><c>name: value</c> in a message literal; <c>[ext.name]</c> and <c>[host/type.name]</c> are names too, without brackets.</summary>
internal sealed record MessageLiteralField(string Name, bool IsBracketed, TextSpan NameSpan, bool HasColon, OptionValueSyntax Value);
