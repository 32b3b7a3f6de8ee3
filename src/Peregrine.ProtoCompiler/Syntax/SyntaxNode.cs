namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>A piece of a file. Immutable once the parser has returned it; may be shared by compilations.</summary>
internal abstract class SyntaxNode
{
    /// <summary>From the first token to the last.</summary>
    public TextSpan Span { get; internal set; }

    /// <summary>
    /// The end of the token before the first one if that ends a statement (or 0 at the beginning of the file), else -1.
    /// Comments between there and <see cref="Span"/> may belong to this node.
    /// </summary>
    public int CommentsBefore { get; internal set; } = -1;

    /// <summary>The end of the <c>;</c> or <c>{</c> behind which trailing comments of this node may stand, else -1.</summary>
    public int CommentsBehind { get; internal set; } = -1;

    /// <summary>Not null if there is no text: the node was made from a serialized descriptor.</summary>
    public SerializedPart? Serialized { get; init; }
}

/// <summary>A name or any other single token.</summary>
internal readonly record struct TokenText(string Text, TextSpan Span);

/// <summary>
/// A written type: a scalar keyword, or the name of a message or enum (then <see cref="Scalar"/> is none). The message of a group is declared in place,
/// but named in a serialized descriptor.
/// </summary>
internal sealed record TypeSyntax(FieldType Scalar, string Name, TextSpan Span);
