using System.Globalization;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Reads <c>FieldDescriptorProto.default_value</c>: the counterpart of <see cref="DefaultValueText"/>.</summary>
internal static class SerializedDefault
{
    /// <summary>The value in the type of the field; null if the text does not fit.</summary>
    public static object? Read(FieldDescriptor field, string text) => field.Type switch
    {
        FieldType.Bool => text == "true" ? true : text == "false" ? false : null,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        FieldType.UInt32 or FieldType.Fixed32 => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        FieldType.UInt64 or FieldType.Fixed64 => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
        FieldType.Float => ReadDouble(text) is { } value ? (float)value : null,
        FieldType.Double => ReadDouble(text) is { } value ? value : null,
        FieldType.String => text,
        FieldType.Bytes => Unescape(text),
        FieldType.Enum => field.EnumType?.Values.FirstOrDefault(value => value.Name == text),
        _ => null,
    };

    private static double? ReadDouble(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => FloatBits.QuietNaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
    };

    // As C writes bytes: \n, \', \\ and octal.
    private static byte[]? Unescape(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
                bytes.Add((byte)text[i]);
            else if (++i == text.Length)
                return null;
            else if (text[i] is >= '0' and <= '7')
                bytes.Add(ReadOctal(text, ref i));
            else
                bytes.Add((byte)(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other }));
        }
        return [.. bytes];
    }

    private static byte ReadOctal(string text, ref int i)
    {
        var value = 0;
        var end = Math.Min(text.Length, i + 3);
        while (i < end && text[i] is >= '0' and <= '7')
            value = value * 8 + (text[i++] - '0');
        i--;
        return (byte)value;
    }
}
