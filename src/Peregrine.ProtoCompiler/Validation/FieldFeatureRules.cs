using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Editions: which features fit which field.</summary>
internal static class FieldFeatureRules
{
    private const int FieldPresenceFeature = 1;
    private const int RepeatedEncodingFeature = 3;
    private const int Utf8Feature = 4;
    private const int MessageEncodingFeature = 5;

    public static void Check(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (field.RawOptions.Find(2) is not null)
            Report(field, diagnostics, "Editions have no option \"packed\".", "Use features.repeated_field_encoding.");
        CheckResolved(field, diagnostics);
        // A map hands its features down to key and value whether they fit or not; they are checked at the map.
        if (field.ContainingType is { IsMapEntry: true } || field.RawOptions.GetMessage(FeatureFields.Field) is not { } written)
            return;
        CheckPresence(field, written, diagnostics);
        CheckEncodings(field, written, diagnostics);
    }

    private static void CheckResolved(FieldDescriptor field, DiagnosticBag diagnostics)
    {
        if (!field.IsRepeated && !field.HasPresence)
        {
            if (field.DefaultValue is not null)
                Report(field, diagnostics, "A field with implicit presence has no default value.");
            if (field.EnumType is { IsClosed: true })
                Report(field, diagnostics, "A field with implicit presence needs an open enum.");
        }
        if (field.IsExtension && field.IsRequired)
            Report(field, diagnostics, "An extension may not be required.");
    }

    private static void CheckPresence(FieldDescriptor field, OptionMessage written, DiagnosticBag diagnostics)
    {
        if (written.GetInt64(FieldPresenceFeature) is not { } value)
            return;
        var presence = (FieldPresence)value;
        if (field.ContainingOneof is not null)
            Report(field, diagnostics, "A field in a oneof may not set its presence.");
        else if (field.IsRepeated)
            Report(field, diagnostics, "A repeated field may not set its presence.");
        else if (field.IsExtension && presence != FieldPresence.LegacyRequired)
            Report(field, diagnostics, "An extension may not set its presence.");
        else if (field.MessageType is not null && presence == FieldPresence.Implicit)
            Report(field, diagnostics, "A message field may not have implicit presence.");
    }

    private static void CheckEncodings(FieldDescriptor field, OptionMessage written, DiagnosticBag diagnostics)
    {
        var encoding = written.GetInt64(RepeatedEncodingFeature);
        if (encoding is not null && !field.IsRepeated)
            Report(field, diagnostics, "Only repeated fields have a repeated field encoding.");
        if ((RepeatedFieldEncoding?)encoding == RepeatedFieldEncoding.Packed && !field.IsPackable)
            Report(field, diagnostics, "Only repeated numbers, bools and enums can be packed.");
        if (written.Find(Utf8Feature) is not null && field.Type != FieldType.String && !IsStringMap(field))
            Report(field, diagnostics, "Only strings have UTF-8 validation.");
        if (written.Find(MessageEncodingFeature) is not null && (field.MessageType is null || field.IsMap))
            Report(field, diagnostics, "Only message fields have a message encoding.");
    }

    private static bool IsStringMap(FieldDescriptor field) =>
        field.IsMap && (field.MessageType?.MapKey?.Type == FieldType.String || field.MessageType?.MapValue?.Type == FieldType.String);

    private static void Report(FieldDescriptor field, DiagnosticBag diagnostics, string message, string? hint = null) =>
        diagnostics.Report(DiagnosticRules.FeatureNotAllowed, field.NameSpan, message, hint);
}
