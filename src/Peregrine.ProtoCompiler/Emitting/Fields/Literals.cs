using System.Globalization;
using System.Text;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>Constants in C#.</summary>
internal static class Literals
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value that an unset field reads as: the declared default, or the zero of its type.</summary>
    public static string Default(FieldDescriptor field) =>
        field.DefaultValue is { } value ? OfDefault(field, value) : Zero(field);

    /// <summary>Whether <see cref="Default"/> is what an uninitialized C# field has.</summary>
    public static bool DefaultIsZero(FieldDescriptor field) => Default(field) is "0" or "false" or "0F" or "0D" or "0L" or "0U" or "0UL";

    private static string Zero(FieldDescriptor field) => field.Type switch
    {
        FieldType.Bool => "false",
        FieldType.String => "\"\"",
        FieldType.Bytes => ScalarType.ByteString + ".Empty",
        FieldType.Enum => Of(field.EnumType!.Values[0]),
        FieldType.Float => "0F",
        FieldType.Double => "0D",
        _ => "0",
    };

    private static string OfDefault(FieldDescriptor field, object value) => value switch
    {
        bool b => b ? "true" : "false",
        int i => Of(i),
        uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
        long l => l == long.MinValue ? "long.MinValue" : l.ToString(CultureInfo.InvariantCulture) + "L",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
        float f => Of(f),
        double d => Of(d),
        string s => Quote(s),
        byte[] bytes => bytes.Length == 0
            ? ScalarType.ByteString + ".Empty"
            : $"{ScalarType.ByteString}.FromBase64(\"{Convert.ToBase64String(bytes)}\")",
        EnumValueDescriptor enumValue => Of(enumValue),
        _ => throw new ArgumentOutOfRangeException(nameof(field), value, $"default of {field.FullName}"),
    };

    private static string Of(EnumValueDescriptor value) => value.Number == 0 ? "0" : TypeNames.Full(value);

    private static string Of(float value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ => value.ToString("G9", CultureInfo.InvariantCulture) + "F",
    };

    private static string Of(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("G17", CultureInfo.InvariantCulture) + "D",
    };

    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                result.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~')
                result.Append(c);
            else
                result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return result.Append('"').ToString();
    }
}
