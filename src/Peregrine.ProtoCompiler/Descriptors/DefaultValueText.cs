using System.Globalization;
using System.Text;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>Default values as <c>FieldDescriptorProto.default_value</c> has them.</summary>
internal static class DefaultValueText
{
    /// <summary>In UTF-8, unless it is a string with other bytes in it.</summary>
    public static byte[] BytesOf(FieldDescriptor field) => field.DefaultBytes ?? Encoding.UTF8.GetBytes(Of(field));

    public static string Of(FieldDescriptor field) => field.DefaultValue switch
    {
        bool value => value ? "true" : "false",
        float value => OfFloat(value),
        double value => OfDouble(value),
        byte[] value => Escape(value),
        EnumValueDescriptor value => value.Name,
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => (string?)value ?? "",
    };

    /// <summary>As C prints it with <c>%.15g</c>, or <c>%.17g</c> if that does not read back as the same number.</summary>
    public static string OfDouble(double value)
    {
        if (NonFinite(value) is { } text)
            return text;
        text = General(value, 15);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : General(value, 17);
    }

    /// <summary>As C prints it with <c>%.6g</c>, or <c>%.9g</c> if that does not read back as the same number.</summary>
    public static string OfFloat(float value)
    {
        if (NonFinite(value) is { } text)
            return text;
        text = General(value, 6);
        return ((float)double.Parse(text, CultureInfo.InvariantCulture)).Equals(value) ? text : General(value, 9);
    }

    private static string? NonFinite(double value) =>
        double.IsNaN(value) ? "nan" : double.IsPositiveInfinity(value) ? "inf" : double.IsNegativeInfinity(value) ? "-inf" : null;

    // printf's %g: the shorter of fixed and scientific form, without trailing zeros.
    private static string General(double value, int precision)
    {
        var scientific = value.ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var mark = scientific.IndexOf('E');
        var exponent = int.Parse(scientific.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var isNegative = scientific[0] == '-' || (value == 0 && 1 / value < 0);
        var digits = scientific.Substring(0, mark).TrimStart('-').Replace(".", "").TrimEnd('0');
        if (digits.Length == 0)
            return isNegative ? "-0" : "0";
        var text = exponent < -4 || exponent >= precision ? Scientific(digits, exponent) : Fixed(digits, exponent);
        return isNegative ? "-" + text : text;
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits.Substring(0, 1) + "." + digits.Substring(1);
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
    }

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1)
            return digits + new string('0', exponent + 1 - digits.Length);
        return digits.Substring(0, exponent + 1) + "." + digits.Substring(exponent + 1);
    }

    private static string Escape(byte[] bytes)
    {
        var result = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)'\n' => result.Append("\\n"),
                (byte)'\r' => result.Append("\\r"),
                (byte)'\t' => result.Append("\\t"),
                (byte)'"' or (byte)'\'' or (byte)'\\' => result.Append('\\').Append((char)b),
                >= 0x20 and < 0x7F => result.Append((char)b),
                _ => result.Append('\\').Append((char)('0' + (b >> 6))).Append((char)('0' + ((b >> 3) & 7))).Append((char)('0' + (b & 7))),
            };
        }
        return result.ToString();
    }
}
