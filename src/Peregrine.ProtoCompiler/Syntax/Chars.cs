namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>The character classes of the language. Letters and digits are ASCII.</summary>
internal static class Chars
{
    public static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a' || c == '_';

    public static bool IsDigit(char c) => (uint)(c - '0') <= 9;

    public static bool IsOctalDigit(char c) => (uint)(c - '0') <= 7;

    public static bool IsHexDigit(char c) => IsDigit(c) || (uint)((c | 0x20) - 'a') <= 5;

    public static bool IsLetterOrDigit(char c) => IsLetter(c) || IsDigit(c);

    public static bool IsWhitespace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\v' or '\f';

    public static bool IsControl(char c) => c < ' ' && !IsWhitespace(c);

    public static int DigitValue(char c) => IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;

    public static bool IsIdentifier(string text)
    {
        if (text.Length == 0 || !IsLetter(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c))
                return false;
        }
        return true;
    }
}
