using System.Text;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>Reads <c>[default = …]</c> and <c>[json_name = "…"]</c> of fields.</summary>
internal sealed class FieldValues(DiagnosticBag diagnostics)
{
    private readonly OptionValueReader _values = new(diagnostics);

    public void Read(OptionTarget target)
    {
        if (target.Element is not FieldDescriptor field || target.Range is not null)
            return;
        foreach (var option in target.Options)
        {
            if (PseudoOptions.IsDefault(option))
                ReadDefault(field, option);
            else if (PseudoOptions.IsJsonName(option))
                ReadJsonName(field, option);
        }
    }

    private void ReadJsonName(FieldDescriptor field, OptionSyntax option)
    {
        if (field.HasExplicitJsonName)
            diagnostics.Report(DiagnosticRules.OptionSetTwice, option.NameSpan, "The option \"json_name\" is set already.");
        else if (option.Value.Kind != OptionValueKind.String)
            diagnostics.Report(DiagnosticRules.OptionValue, option.Value.Span, "The value of \"json_name\" must be a string in quotes.");
        else if (!Utf8.IsValid(option.Value.Bytes))
            diagnostics.Report(DiagnosticRules.InvalidString, option.Value.Span, "A JSON name must be valid UTF-8.");
        else
        {
            field.JsonName = Encoding.UTF8.GetString(option.Value.Bytes);
            field.HasExplicitJsonName = true;
        }
    }

    private void ReadDefault(FieldDescriptor field, OptionSyntax option)
    {
        if (field.DefaultValue is not null)
        {
            diagnostics.Report(DiagnosticRules.OptionSetTwice, option.NameSpan, "The option \"default\" is set already.");
            return;
        }
        if (field.IsRepeated)
            diagnostics.Report(DiagnosticRules.DefaultNotAllowed, option.Span, "A repeated field has no default value.");
        else if (field.MessageType is not null)
            diagnostics.Report(DiagnosticRules.DefaultNotAllowed, option.Span, "A message field has no default value.");
        else if (_values.ReadScalar(field, option.Value, ValuePlace.Default) is { } value)
        {
            field.DefaultValue = field.EnumType?.Values.First(v => v.Name == option.Value.Text) ?? Convert(field, value); // Of aliases the one that is written.
            field.DefaultBytes = field.Type == FieldType.String && !Utf8.IsValid(value.Bytes!) ? value.Bytes : null; // A string field has bytes.
        }
    }

    private static object? Convert(FieldDescriptor field, OptionValue value) => field.Type switch
    {
        FieldType.Bool => value.Bits != 0,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int)value.Bits,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long)value.Bits,
        FieldType.UInt32 or FieldType.Fixed32 => (uint)value.Bits,
        FieldType.UInt64 or FieldType.Fixed64 => value.Bits,
        FieldType.Float => BitConverter.ToSingle(BitConverter.GetBytes((uint)value.Bits), 0),
        FieldType.Double => BitConverter.Int64BitsToDouble((long)value.Bits),
        FieldType.String => Encoding.UTF8.GetString(value.Bytes),
        FieldType.Bytes => value.Bytes,
        _ => null,
    };
}
