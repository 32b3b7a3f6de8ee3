namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Makes the message that holds one entry of a map field.</summary>
internal static class MapEntrySyntax
{
    /// <summary>The entry of <c>map&lt;K, V&gt; foo_bar</c> is the message <c>FooBarEntry</c> beside the field.</summary>
    public static MessageSyntax Create(FieldSyntax field, TypeSyntax key, TypeSyntax value)
    {
        var entry = new MessageSyntax
        {
            Kind = MessageKind.MapEntry,
            Name = new TokenText(NameOf(field.Name.Text), field.Name.Span),
            Span = field.Span,
        };
        entry.Members.Add(CreateField("key", 1, key, field));
        entry.Members.Add(CreateField("value", 2, value, field));
        return entry;
    }

    private static FieldSyntax CreateField(string name, int number, TypeSyntax type, FieldSyntax map) => new()
    {
        Type = type,
        Name = new TokenText(name, map.Name.Span),
        Number = number,
        NumberSpan = map.NumberSpan,
        Span = map.Span,
        Options = InheritedOptions(map.Options, type.Scalar),
    };

    // Features of the map field hold for its key and its value, too.
    private static OptionListSyntax? InheritedOptions(OptionListSyntax? options, FieldType type)
    {
        if (options is null)
            return null;
        var inherited = new OptionListSyntax { Span = options.Span };
        foreach (var option in options.Options)
        {
            var first = option.Name[0];
            var isInherited = !first.IsExtension
                && (first.Text == "features" || (first.Text == "enforce_utf8" && option.Name.Count == 1 && type == FieldType.String));
            if (isInherited)
                inherited.Options.Add(option);
        }
        return inherited.Options.Count == 0 ? null : inherited;
    }

    private static string NameOf(string fieldName)
    {
        var result = new System.Text.StringBuilder(fieldName.Length + 5);
        var capitalize = true;
        foreach (var c in fieldName)
        {
            if (c == '_')
            {
                capitalize = true;
                continue;
            }
            result.Append(capitalize && c is >= 'a' and <= 'z' ? (char)(c - 32) : c);
            capitalize = false;
        }
        return result.Append("Entry").ToString();
    }
}
