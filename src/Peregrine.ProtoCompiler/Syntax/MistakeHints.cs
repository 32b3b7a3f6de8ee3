namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>What a token means that stands where it may not: mostly habits of other languages. Each hint is a sentence, or null.</summary>
internal static class MistakeHints
{
    private const string Field = "A field reads: type name = number;";
    private const string Method = "A method reads: rpc Name(Request) returns (Response);";

    /// <summary>At the top of the file, or where a message, an enum or a service begins.</summary>
    public static string? ForStatement(TokenReader tokens)
    {
        if (tokens.LookingAt("syntax") || tokens.LookingAt("edition"))
            return "It must be the first statement of the file.";
        if (tokens.LookingAt("rpc"))
            return "Methods stand inside of \"service … { }\".";
        if (tokens.LookingAt("optional") || tokens.LookingAt("repeated") || tokens.LookingAt("required") || tokens.LookingAt("oneof") || tokens.LookingAt("map")
            || TypeNameParser.IsScalar(tokens.CurrentText))
            return "Fields stand inside of \"message … { }\".";
        return ForModifier(tokens.CurrentText) ?? ForWord(tokens.CurrentText)
            ?? NearestName.Hint(tokens.CurrentText, ["message", "enum", "service", "extend", "import", "package", "option", "syntax", "edition"]);
    }

    /// <summary>Behind the type of a field, where its name should be.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="type">What was read as the type.</param>
    public static string? ForFieldName(TokenReader tokens, string type)
    {
        if (tokens.LookingAt('<'))
        {
            return type is "Dictionary" or "IDictionary" or "Map" or "HashMap" or "dict" ? "Use a map: map<string, int32> name = number;"
                : type is "List" or "IList" or "IEnumerable" or "Array" or "vector" or "Set" or "HashSet" ? "Use \"repeated\": repeated string name = number;"
                : null;
        }
        if (tokens.LookingAt('['))
            return $"Use \"repeated\": repeated {(type.Length > 0 ? type : "string")} name = number;";
        if (tokens.LookingAt('?'))
            return "Use \"optional\" before the type.";
        if (tokens.LookingAt(':'))
            return "The type stands before the name. " + Field;
        if (tokens.Current.Kind is TokenKind.Integer or TokenKind.Float)
            return "Names begin with a letter.";
        return tokens.LookingAt('=') || tokens.LookingAt(';') ? Field : null;
    }

    /// <summary>Behind the name of a field, where <c>=</c> should be.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="type">The type of the field.</param>
    public static string ForFieldNumber(TokenReader tokens, string type) =>
        tokens.LookingAt('-') ? "Names have letters, digits and \"_\" only."
        : tokens.LookingAt(':') ? "The type stands before the name. " + Field
        : ForModifier(type) ?? Field;

    /// <summary>Where a number should be.</summary>
    public static string? ForNumber(TokenReader tokens) =>
        tokens.Current.Kind == TokenKind.String ? "Numbers have no quotes."
        : tokens.Current.Kind == TokenKind.Float ? "It is an integer."
        : tokens.LookingAt('-') ? "It is positive."
        : null;

    /// <summary>In a method.</summary>
    public static string ForMethod(TokenReader tokens) =>
        tokens.LookingAt(')') ? "A method without a request or a response uses google.protobuf.Empty, of \"google/protobuf/empty.proto\"."
        : tokens.LookingAt("stream") ? "\"stream\" stands inside of the parentheses: returns (stream Response)"
        : Method;

    /// <summary>Where the block of a message, an enum or a service should begin.</summary>
    public static string? ForBlock(TokenReader tokens) =>
        tokens.LookingAt(':') || tokens.LookingAt("extends") || tokens.LookingAt("implements") ? "Nothing in protobuf inherits; use a field of that message." : null;

    /// <summary>Where <c>;</c> should be.</summary>
    public static string ForSemicolon(TokenReader tokens, int line) =>
        tokens.LookingAt(',') ? "Statements end in \";\", not in \",\"." : $"Is a \";\" missing at the end of line {line}?";

    /// <summary>Anywhere, if there is no better one.</summary>
    public static string? ForAny(TokenReader tokens) => tokens.LookingAt('#') ? "Comments begin with \"//\"." : null;

    private static string? ForModifier(string word) => word is "public" or "private" or "protected" or "internal" or "static" or "const" or "readonly" or "abstract" or "sealed"
        ? $"Protobuf has no modifiers: remove \"{word}\"."
        : null;

    private static string? ForWord(string word) => word is "class" or "struct" or "record" or "type" ? "Did you mean \"message\"?"
        : word is "namespace" or "module" ? "Did you mean \"package\"?"
        : word is "using" or "include" or "require" ? "Did you mean \"import\"?"
        : word is "interface" ? "Did you mean \"service\"?"
        : null;
}
