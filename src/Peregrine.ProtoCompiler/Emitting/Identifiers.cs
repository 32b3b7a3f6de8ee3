using System.Text;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>How the names of a <c>.proto</c> file become C# names. Users know the outcome from <c>protoc</c>, so each rule gives the same.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public",
        "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch",
        "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while",
        // Contextual, and not allowed as the name of a type.
        "record", "required", "scoped", "file", "field", "var", "dynamic", "partial", "where", "yield", "await", "nint", "nuint",
        "notnull", "unmanaged", "extension", "allows",
    };

    /// <summary>The name as it must be written in source: a keyword gets an <c>@</c>.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>Escapes each part of a dotted name.</summary>
    public static string EscapeDotted(string name)
    {
        if (name.Length == 0)
        {
            return name;
        }
        var parts = name.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Escape(parts[i]);
        }
        return string.Join(".", parts);
    }

    /// <summary><c>foo_bar2baz</c> becomes <c>FooBar2Baz</c>.</summary>
    public static string Pascal(string name) => Camel(name, upperFirst: true, keepDots: false);

    /// <summary><c>foo_bar2baz</c> becomes <c>fooBar2Baz</c>.</summary>
    public static string LowerCamel(string name) => Camel(name, upperFirst: false, keepDots: false);

    /// <summary>The namespace of a package without <c>csharp_namespace</c>: <c>foo.bar_baz.v1</c> becomes <c>Foo.BarBaz.V1</c>.</summary>
    public static string Namespace(string package) => Camel(package, upperFirst: true, keepDots: true);

    /// <summary>
    /// The C# name of an enum value: the enum's own name is taken off the front, the rest goes from SHOUTING to Pascal case.
    /// <c>COLOR_DARK_RED</c> in <c>Color</c> becomes <c>DarkRed</c>.
    /// </summary>
    public static string EnumValue(string enumName, string valueName)
    {
        var name = FromShouting(WithoutPrefix(enumName, valueName));
        return name.Length > 0 && IsDigit(name[0]) ? "_" + name : name;
    }

    private static string Camel(string name, bool upperFirst, bool keepDots)
    {
        var result = new StringBuilder(name.Length);
        var upperNext = upperFirst;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (IsLower(c))
            {
                result.Append(upperNext ? Upper(c) : c);
                upperNext = false;
            }
            else if (IsUpper(c))
            {
                result.Append(i == 0 && !upperNext ? Lower(c) : c);
                upperNext = false;
            }
            else
            {
                if (IsDigit(c) || (c == '.' && keepDots))
                {
                    result.Append(c);
                }
                upperNext = true;
            }
        }
        // A leading underscore survives only where a digit would come first.
        if (result.Length > 0 && IsDigit(result[0]) && name[0] == '_')
        {
            result.Insert(0, '_');
        }
        return result.Length > 0 ? result.ToString() : name;
    }

    private static string WithoutPrefix(string enumName, string valueName)
    {
        var prefix = enumName.Replace("_", "");
        var at = 0;
        foreach (var expected in prefix)
        {
            while (at < valueName.Length && valueName[at] == '_')
            {
                at++;
            }
            if (at == valueName.Length || Lower(valueName[at]) != Lower(expected))
            {
                return valueName;
            }
            at++;
        }
        while (at < valueName.Length && valueName[at] == '_')
        {
            at++;
        }
        return at == valueName.Length ? valueName : valueName.Substring(at);
    }

    private static string FromShouting(string name)
    {
        var result = new StringBuilder(name.Length);
        var previous = '_';
        foreach (var c in name)
        {
            if (IsLetterOrDigit(c))
            {
                if (!IsLetterOrDigit(previous) || IsDigit(previous))
                {
                    result.Append(Upper(c));
                }
                else
                {
                    result.Append(IsLower(previous) ? c : Lower(c));
                }
            }
            previous = c;
        }
        return result.Length > 0 ? result.ToString() : name;
    }

    private static bool IsLower(char c) => c is >= 'a' and <= 'z';

    private static bool IsUpper(char c) => c is >= 'A' and <= 'Z';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLetterOrDigit(char c) => IsLower(c) || IsUpper(c) || IsDigit(c);

    private static char Upper(char c) => IsLower(c) ? (char)(c - 32) : c;

    private static char Lower(char c) => IsUpper(c) ? (char)(c + 32) : c;
}
