using System.Globalization;
using System.Text;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>Backslash sequences of string literals.</summary>
internal static class EscapeSequence
{
    /// <summary>Moves behind the sequence whose backslash has been read; says what is wrong with it, or null.</summary>
    public static string? Skip(string text, ref int position)
    {
        var c = At(text, position);
        switch (c)
        {
            case 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v' or '\\' or '?' or '\'' or '"':
                position++;
                return null;
            case >= '0' and <= '7':
                position++;
                return null;
            case 'x' or 'X':
                position++;
                return SkipHex(text, ref position, 1) ? null : "\"\\x\" must be followed by hexadecimal digits.";
            case 'u':
                position++;
                return SkipHex(text, ref position, 4) ? null : "\"\\u\" must be followed by four hexadecimal digits.";
            case 'U':
                position++;
                return SkipCodePoint(text, ref position) ? null : "\"\\U\" must be followed by eight hexadecimal digits up to 001fffff.";
            default:
                return "The escape sequence is unknown.";
        }
    }

    /// <summary>Appends what the literal between quotes (the token) stands for, as bytes.</summary>
    public static void Decode(string text, Token token, List<byte> output)
    {
        var end = token.End > token.Start + 1 && text[token.End - 1] == text[token.Start] ? token.End - 1 : token.End;
        var position = token.Start + 1;
        while (position < end)
        {
            var c = text[position];
            if (c != '\\')
            {
                position++;
                if (char.IsHighSurrogate(c) && position < end && char.IsLowSurrogate(text[position]))
                    AppendUtf8((uint)char.ConvertToUtf32(c, text[position++]), output);
                else
                    AppendUtf8(char.IsSurrogate(c) ? 0xFFFDu : c, output);
            }
            else
            {
                position++;
                DecodeOne(text, end, ref position, output);
            }
        }
    }

    private static void DecodeOne(string text, int end, ref int position, List<byte> output)
    {
        if (position >= end)
            return;
        var c = text[position++];
        if (Chars.IsOctalDigit(c))
            output.Add((byte)ReadNumber(text, end, ref position, Chars.DigitValue(c), 8, 2));
        else if (c is 'x' or 'X')
            output.Add((byte)ReadNumber(text, end, ref position, 0, 16, 2));
        else if (c is 'u' or 'U')
            DecodeCodePoint(text, end, ref position, c == 'u' ? 4 : 8, output);
        else
            output.Add(Translate(c));
    }

    private static void DecodeCodePoint(string text, int end, ref int position, int digits, List<byte> output)
    {
        var code = (uint)ReadNumber(text, end, ref position, 0, 16, digits);
        var isPair = code is >= 0xD800 and < 0xDC00 && position + 6 <= end && text[position] == '\\' && text[position + 1] == 'u';
        if (isPair)
        {
            var next = position + 2;
            var low = (uint)ReadNumber(text, end, ref next, 0, 16, 4);
            if (low is >= 0xDC00 and < 0xE000)
            {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                position = next;
            }
        }
        if (code <= 0x10FFFF)
            AppendUtf8(code, output);
        else
            output.AddRange(Encoding.ASCII.GetBytes("\\U" + code.ToString("x8", CultureInfo.InvariantCulture))); // As protoc leaves it.
    }

    private static int ReadNumber(string text, int end, ref int position, int value, int radix, int digits)
    {
        for (; digits > 0 && position < end; digits--, position++)
        {
            var c = text[position];
            if (radix == 8 ? !Chars.IsOctalDigit(c) : !Chars.IsHexDigit(c))
                break;
            value = value * radix + Chars.DigitValue(c);
        }
        return value;
    }

    private static byte Translate(char c) => c switch
    {
        'a' => (byte)'\a',
        'b' => (byte)'\b',
        'f' => (byte)'\f',
        'n' => (byte)'\n',
        'r' => (byte)'\r',
        't' => (byte)'\t',
        'v' => (byte)'\v',
        _ => (byte)c,
    };

    // Lone surrogates are kept as they are, as in protoc: the bytes are then not UTF-8.
    private static void AppendUtf8(uint code, List<byte> output)
    {
        if (code < 0x80)
        {
            output.Add((byte)code);
            return;
        }
        if (code < 0x800)
            output.Add((byte)(0xC0 | (code >> 6)));
        else
        {
            if (code < 0x10000)
                output.Add((byte)(0xE0 | (code >> 12)));
            else
            {
                output.Add((byte)(0xF0 | (code >> 18)));
                output.Add((byte)(0x80 | ((code >> 12) & 0x3F)));
            }
            output.Add((byte)(0x80 | ((code >> 6) & 0x3F)));
        }
        output.Add((byte)(0x80 | (code & 0x3F)));
    }

    private static bool SkipHex(string text, ref int position, int count)
    {
        for (; count > 0; count--, position++)
        {
            if (!Chars.IsHexDigit(At(text, position)))
                return false;
        }
        return true;
    }

    private static bool SkipCodePoint(string text, ref int position)
    {
        if (At(text, position) != '0' || At(text, position + 1) != '0' || At(text, position + 2) is not ('0' or '1'))
            return false;
        position += 3;
        return SkipHex(text, ref position, 5);
    }

    private static char At(string text, int position) => position < text.Length ? text[position] : '\0';
}
