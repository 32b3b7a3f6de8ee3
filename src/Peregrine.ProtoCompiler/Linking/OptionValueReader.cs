using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Checks that written values fit the type of their field, and converts them.</summary>
internal sealed class OptionValueReader(DiagnosticBag diagnostics)
{
    private const int MaxListed = 10;

    /// <summary>The value of an option that is no message; null if it does not fit (reported).</summary>
    /// <param name="field">Whose value it is.</param>
    /// <param name="value">As written.</param>
    /// <param name="place">Where it stands, which decides about small things.</param>
    public OptionValue? ReadScalar(FieldDescriptor field, OptionValueSyntax value, ValuePlace place)
    {
        var isText = place == ValuePlace.MessageLiteral;
        switch (field.Type)
        {
            case FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32:
                return ReadSigned(field, value, int.MinValue, int.MaxValue);
            case FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64:
                return ReadSigned(field, value, long.MinValue, long.MaxValue);
            case FieldType.UInt32 or FieldType.Fixed32:
                return ReadUnsigned(field, value, uint.MaxValue);
            case FieldType.UInt64 or FieldType.Fixed64:
                return ReadUnsigned(field, value, ulong.MaxValue);
            case FieldType.Float or FieldType.Double:
                return ReadFloat(field, value, place);
            case FieldType.Bool:
                return ReadBool(field, value, isText);
            case FieldType.Enum:
                return ReadEnum(field, value, isText);
            case FieldType.String or FieldType.Bytes:
                return ReadString(field, value);
            default:
                return null; // The type was not resolved, which is reported.
        }
    }

    private OptionValue? Fail(FieldDescriptor field, OptionValueSyntax value, string expectation, string? hint = null)
    {
        diagnostics.Report(DiagnosticRules.OptionValue, value.Span, $"The value of \"{field.FullName}\" must be {expectation}.", hint);
        return null;
    }

    private OptionValue? ReadSigned(FieldDescriptor field, OptionValueSyntax value, long min, long max)
    {
        var fits = value.Kind switch
        {
            OptionValueKind.PositiveInteger => value.Magnitude <= (ulong)max,
            OptionValueKind.NegativeInteger => value.Magnitude <= (ulong)max + 1,
            _ => false,
        };
        if (!fits)
            return Fail(field, value, $"an integer from {min} to {max}");
        return new OptionValue(value.Kind == OptionValueKind.NegativeInteger ? 0 - value.Magnitude : value.Magnitude);
    }

    private OptionValue? ReadUnsigned(FieldDescriptor field, OptionValueSyntax value, ulong max) =>
        value.Kind == OptionValueKind.PositiveInteger && value.Magnitude <= max
            ? new OptionValue(value.Magnitude)
            : Fail(field, value, $"an integer from 0 to {max}");

    private OptionValue? ReadString(FieldDescriptor field, OptionValueSyntax value)
    {
        if (value.Kind != OptionValueKind.String)
            return Fail(field, value, "a string in quotes");
        var mustBeUtf8 = field.Type == FieldType.String && field.Features.Utf8Validation == Utf8Validation.Verify;
        return mustBeUtf8 && !Utf8.IsValid(value.Bytes) ? Fail(field, value, "valid UTF-8") : new OptionValue(value.Bytes);
    }

    private OptionValue? ReadFloat(FieldDescriptor field, OptionValueSyntax value, ValuePlace place)
    {
        var isText = place == ValuePlace.MessageLiteral;
        double number;
        switch (value.Kind)
        {
            case OptionValueKind.PositiveInteger or OptionValueKind.NegativeInteger when isText && value.IsHexOrOctal:
                return Fail(field, value, "a decimal number");
            case OptionValueKind.Double or OptionValueKind.PositiveInteger or OptionValueKind.NegativeInteger:
                number = Signed(value, place);
                break;
            case OptionValueKind.Identifier when NamedFloat(value.Text, isText) is { } named:
                number = named;
                break;
            default:
                return Fail(field, value, "a number");
        }
        return new OptionValue(field.Type == FieldType.Float ? FloatBits.Of(FloatBits.Narrow(number)) : (ulong)BitConverter.DoubleToInt64Bits(number));
    }

    // Message literals keep the sign of everything, options that of decimal numbers only, and a default loses the one of NaN.
    private static double Signed(OptionValueSyntax value, ValuePlace place)
    {
        if (double.IsNaN(value.Number))
            return place == ValuePlace.MessageLiteral ? -FloatBits.QuietNaN : FloatBits.QuietNaN;
        return value.Number == 0 && value.Kind == OptionValueKind.NegativeInteger && place == ValuePlace.Option ? 0 : value.Number;
    }

    private static double? NamedFloat(string text, bool isText) => (isText ? text.ToLowerInvariant() : text) switch
    {
        "inf" => double.PositiveInfinity,
        "infinity" when isText => double.PositiveInfinity,
        "nan" => FloatBits.QuietNaN,
        _ => null,
    };

    private OptionValue? ReadBool(FieldDescriptor field, OptionValueSyntax value, bool isText)
    {
        if (value.Kind == OptionValueKind.Identifier)
        {
            if (value.Text == "true" || (isText && value.Text is "t" or "True"))
                return new OptionValue(1UL);
            if (value.Text == "false" || (isText && value.Text is "f" or "False"))
                return new OptionValue(0UL);
        }
        if (isText && value.Kind == OptionValueKind.PositiveInteger && value.Magnitude <= 1)
            return new OptionValue(value.Magnitude);
        return Fail(field, value, "\"true\" or \"false\"", value.Kind == OptionValueKind.String ? "Remove the quotes." : null);
    }

    private OptionValue? ReadEnum(FieldDescriptor field, OptionValueSyntax value, bool isText)
    {
        if (field.EnumType is not { } type)
            return null;
        if (value.Kind == OptionValueKind.Identifier)
        {
            foreach (var candidate in type.Values)
            {
                if (candidate.Name == value.Text)
                    return new OptionValue((ulong)(long)candidate.Number);
            }
            return Fail(field, value, $"a value of \"{type.FullName}\"", NearestName.Hint(value.Text, type.Values.Select(v => v.Name)) ?? ListOf(type));
        }
        return isText && ReadEnumNumber(type, value) is { } number ? number : Fail(field, value, $"the name of a value of \"{type.FullName}\"", ListOf(type));
    }

    private static string? ListOf(EnumDescriptor type) =>
        type.Values.Count <= MaxListed ? $"There are {string.Join(", ", type.Values.Select(value => value.Name))}." : null;

    private static OptionValue? ReadEnumNumber(EnumDescriptor type, OptionValueSyntax value)
    {
        if (value.Kind is not (OptionValueKind.PositiveInteger or OptionValueKind.NegativeInteger) || value.Magnitude > int.MaxValue)
            return null;
        var number = value.Kind == OptionValueKind.NegativeInteger ? -(long)value.Magnitude : (long)value.Magnitude;
        return !type.IsClosed || type.Values.Any(v => v.Number == number) ? new OptionValue((ulong)number) : null;
    }
}

/// <summary>Where a value is written.</summary>
internal enum ValuePlace
{
    Option,
    Default,
    MessageLiteral,
}

/// <summary>IEEE bits as <c>protoc</c> writes them.</summary>
internal static class FloatBits
{
    public static readonly double QuietNaN = BitConverter.Int64BitsToDouble(0x7FF8000000000000);

    // Up to half a step beyond it a number still counts as the largest float.
    private const double LargestFloat = 3.4028235677973366e+38;

    public static float Narrow(double value) => Math.Abs(value) switch
    {
        > float.MaxValue and <= LargestFloat => value < 0 ? float.MinValue : float.MaxValue,
        _ => (float)value,
    };

    public static ulong Of(float value) => BitConverter.ToUInt32(BitConverter.GetBytes(value), 0);
}
