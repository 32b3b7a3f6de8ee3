using System.Globalization;

namespace Peregrine.ProtoCompiler.Syntax;

/// <summary>The values of number tokens.</summary>
internal static class NumberText
{
    public static bool TryParseInteger(string text, Token token, ulong max, out ulong value)
    {
        value = 0;
        var position = token.Start;
        uint radix = 10;
        if (text[position] == '0' && token.End - position > 1)
        {
            radix = text[position + 1] is 'x' or 'X' ? 16u : 8u;
            position += radix == 16 ? 2 : 1;
        }
        for (; position < token.End; position++)
        {
            var digit = (uint)Chars.DigitValue(text[position]);
            if (digit >= radix || value > (ulong.MaxValue - digit) / radix)
                return false;
            value = value * radix + digit;
        }
        return value <= max;
    }

    /// <summary>A float token; out of range is infinite, a broken exponent (already reported) counts as none.</summary>
    public static double ParseFloat(string text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        text = text.TrimEnd('-', '+').TrimEnd('e', 'E');
        try
        {
            return double.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) ? value : double.PositiveInfinity;
        }
        catch (OverflowException)
        {
            return double.PositiveInfinity; // .NET Framework only.
        }
    }
}
