namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>A field, a member of a oneof, a group, a map field or an extension.</summary>
internal sealed class FieldSyntax : SyntaxNode
{
    /// <summary>The label as written; optional if none is.</summary>
    public FieldLabel Label { get; init; } = FieldLabel.Optional;

    /// <summary>The label's place; empty if none is written.</summary>
    public TextSpan LabelSpan { get; init; }

    /// <summary>Whether <c>optional</c> is written in a proto3 file.</summary>
    public bool IsProto3Optional { get; init; }

    public required TypeSyntax Type { get; init; }

    /// <summary>The field's name; for a group the lowered name of its message.</summary>
    public required TokenText Name { get; init; }

    public int Number { get; set; }

    public TextSpan NumberSpan { get; set; }

    public OptionListSyntax? Options { get; set; }

    /// <summary>The message that a group or a map field declares along with it.</summary>
    public MessageSyntax? Nested { get; set; }

    /// <summary>The extended message's name; null for a field.</summary>
    public TokenText? Extendee { get; init; }
}
