using System.Text;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Parses the names of types.</summary>
internal static class TypeNameParser
{
    private static readonly Dictionary<string, FieldType> Scalars = new(StringComparer.Ordinal)
    {
        ["double"] = FieldType.Double,
        ["float"] = FieldType.Float,
        ["int64"] = FieldType.Int64,
        ["uint64"] = FieldType.UInt64,
        ["int32"] = FieldType.Int32,
        ["fixed64"] = FieldType.Fixed64,
        ["fixed32"] = FieldType.Fixed32,
        ["bool"] = FieldType.Bool,
        ["string"] = FieldType.String,
        ["group"] = FieldType.Group,
        ["bytes"] = FieldType.Bytes,
        ["uint32"] = FieldType.UInt32,
        ["sfixed32"] = FieldType.SFixed32,
        ["sfixed64"] = FieldType.SFixed64,
        ["sint32"] = FieldType.SInt32,
        ["sint64"] = FieldType.SInt64,
    };

    public static IEnumerable<string> ScalarNames => Scalars.Keys;

    public static bool IsScalar(string word) => Scalars.ContainsKey(word);

    /// <summary>A scalar keyword or the name of a message or enum.</summary>
    public static bool Parse(TokenReader tokens, out TypeSyntax type)
    {
        var start = tokens.Current.Start;
        type = new TypeSyntax(FieldType.None, "", tokens.Current.Span);
        if (tokens.Current.Kind == TokenKind.Identifier && Scalars.TryGetValue(tokens.CurrentText, out var scalar))
        {
            tokens.Advance();
            type = new TypeSyntax(scalar, "", type.Span);
            return true;
        }
        if (!ParseName(tokens, out var name))
            return false;
        type = new TypeSyntax(FieldType.None, name, TextSpan.FromBounds(start, tokens.Previous.End));
        return true;
    }

    /// <summary>The name of a message. A scalar is reported and then taken for a name.</summary>
    public static bool ParseMessageName(TokenReader tokens, out TokenText name)
    {
        var start = tokens.Current.Start;
        string text;
        if (tokens.Current.Kind == TokenKind.Identifier && Scalars.ContainsKey(tokens.CurrentText))
        {
            text = tokens.CurrentText;
            tokens.Fail("Expected the name of a message", "google/protobuf/wrappers.proto has messages that hold one scalar.");
            tokens.Advance();
        }
        else if (!ParseName(tokens, out text))
        {
            name = default;
            return false;
        }
        name = new TokenText(text, TextSpan.FromBounds(start, tokens.Previous.End));
        return true;
    }

    /// <summary><c>.a.b.c</c>, with or without the first dot.</summary>
    private static bool ParseName(TokenReader tokens, out string name)
    {
        var prefix = tokens.TryConsume('.') ? "." : "";
        var isParsed = ParseDotted(tokens, "the name of a type", out name);
        name = prefix + name;
        return isParsed;
    }

    /// <summary><c>a.b.c</c>.</summary>
    public static bool ParseDotted(TokenReader tokens, string what, out string name)
    {
        var isParsed = tokens.ConsumeIdentifier(out var part, what);
        name = part.Text;
        if (!isParsed || !tokens.LookingAt('.'))
            return isParsed;
        var text = new StringBuilder(name);
        while (tokens.TryConsume('.'))
        {
            if (!tokens.ConsumeIdentifier(out part, what))
                return false;
            text.Append('.').Append(part.Text);
        }
        name = text.ToString();
        return true;
    }
}
