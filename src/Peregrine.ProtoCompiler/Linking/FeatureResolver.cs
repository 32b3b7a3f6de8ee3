using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// Works out which features hold where: the defaults of the edition, overridden by the file, by each enclosing declaration, and by
/// the declaration itself.
/// </summary>
internal sealed class FeatureResolver(LinkedFile file)
{
    private static readonly FeatureSet Proto2 = new()
    {
        FieldPresence = FieldPresence.Explicit,
        EnumType = EnumKind.Closed,
        RepeatedFieldEncoding = RepeatedFieldEncoding.Expanded,
        Utf8Validation = Utf8Validation.None,
        MessageEncoding = MessageEncoding.LengthPrefixed,
        JsonFormat = JsonFormat.LegacyBestEffort,
        EnforceNamingStyle = NamingStyle.StyleLegacy,
        DefaultSymbolVisibility = DefaultSymbolVisibility.ExportAll,
    };

    private static readonly FeatureSet Proto3 = Proto2 with
    {
        FieldPresence = FieldPresence.Implicit,
        EnumType = EnumKind.Open,
        RepeatedFieldEncoding = RepeatedFieldEncoding.Packed,
        Utf8Validation = Utf8Validation.Verify,
        JsonFormat = JsonFormat.Allow,
    };

    private static readonly FeatureSet Edition2023 = Proto3 with { FieldPresence = FieldPresence.Explicit };

    private static readonly FeatureSet Edition2024 = Edition2023 with
    {
        EnforceNamingStyle = NamingStyle.Style2024,
        DefaultSymbolVisibility = DefaultSymbolVisibility.ExportTopLevel,
    };

    public void Resolve()
    {
        var descriptor = file.Descriptor;
        descriptor.Features = Merge(DefaultsOf(descriptor.Edition), descriptor.RawOptions, FeatureFields.File, descriptor.Syntax.SyntaxStatement?.Span ?? default);
        foreach (var message in descriptor.Messages)
            ResolveMessage(message, descriptor.Features);
        foreach (var @enum in descriptor.Enums)
            ResolveEnum(@enum, descriptor.Features);
        foreach (var extension in descriptor.Extensions)
            ResolveField(extension, descriptor.Features);
        foreach (var service in descriptor.Services)
        {
            service.Features = Merge(descriptor.Features, service.RawOptions, FeatureFields.Service, service.NameSpan);
            foreach (var method in service.Methods)
                method.Features = Merge(service.Features, method.RawOptions, FeatureFields.Method, method.NameSpan);
        }
    }

    private static FeatureSet DefaultsOf(Edition edition) => edition switch
    {
        Edition.Proto3 => Proto3,
        Edition.Edition2023 => Edition2023,
        Edition.Edition2024 => Edition2024,
        _ => Proto2,
    };

    private void ResolveMessage(MessageDescriptor message, FeatureSet parent)
    {
        message.Features = Merge(parent, message.RawOptions, FeatureFields.Message, message.NameSpan);
        foreach (var oneof in message.Oneofs)
            oneof.Features = Merge(message.Features, oneof.RawOptions, FeatureFields.Oneof, oneof.NameSpan);
        foreach (var field in message.Fields)
            ResolveField(field, field.ContainingOneof?.Features ?? message.Features);
        foreach (var nested in message.NestedMessages)
            ResolveMessage(nested, message.Features);
        foreach (var @enum in message.NestedEnums)
            ResolveEnum(@enum, message.Features);
        foreach (var range in message.ExtensionRanges)
            range.Features = Merge(message.Features, range.RawOptions, FeatureFields.ExtensionRange, range.Syntax.Span);
        foreach (var extension in message.NestedExtensions)
            ResolveField(extension, message.Features);
    }

    private void ResolveEnum(EnumDescriptor @enum, FeatureSet parent)
    {
        @enum.Features = Merge(parent, @enum.RawOptions, FeatureFields.Enum, @enum.NameSpan);
        foreach (var value in @enum.Values)
            value.Features = Merge(@enum.Features, value.RawOptions, FeatureFields.EnumValue, value.NameSpan);
    }

    private void ResolveField(FieldDescriptor field, FeatureSet parent)
    {
        var features = Merge(parent, field.RawOptions, FeatureFields.Field, field.NameSpan);
        if (!IsEditions)
            features = InferFromSyntax(field, features);
        field.Features = features;
        if (features.FieldPresence == FieldPresence.LegacyRequired && field.Label == FieldLabel.Optional)
            field.Label = FieldLabel.Required;
        var isDelimited = features.MessageEncoding == MessageEncoding.Delimited && field.Type == FieldType.Message;
        if (isDelimited && field.MessageType is { IsMapEntry: false } && field.ContainingType is not { IsMapEntry: true })
            field.Type = FieldType.Group;
    }

    private bool IsEditions => file.Descriptor.Edition >= Edition.Edition2023;

    // What proto2 and proto3 say by keywords and options, editions say by features.
    private static FeatureSet InferFromSyntax(FieldDescriptor field, FeatureSet features)
    {
        if (field.Label == FieldLabel.Required)
            features = features with { FieldPresence = FieldPresence.LegacyRequired };
        if (field.Type == FieldType.Group)
            features = features with { MessageEncoding = MessageEncoding.Delimited };
        return field.Options.Packed switch
        {
            true => features with { RepeatedFieldEncoding = RepeatedFieldEncoding.Packed },
            false => features with { RepeatedFieldEncoding = RepeatedFieldEncoding.Expanded },
            null => features,
        };
    }

    // What is wrong is reported at the name of the declaration, as by protoc.
    private FeatureSet Merge(FeatureSet parent, OptionMessage options, int fieldNumber, TextSpan place)
    {
        if (options.GetMessage(fieldNumber) is not { } written)
            return parent;
        if (!IsEditions)
            Report(place, "Features are for editions; proto2 and proto3 have none.", "Begin the file with: edition = \"2023\";");
        var merged = new FeatureSet
        {
            FieldPresence = (FieldPresence)(written.GetInt64(1) ?? (long)parent.FieldPresence),
            EnumType = (EnumKind)(written.GetInt64(2) ?? (long)parent.EnumType),
            RepeatedFieldEncoding = (RepeatedFieldEncoding)(written.GetInt64(3) ?? (long)parent.RepeatedFieldEncoding),
            Utf8Validation = (Utf8Validation)(written.GetInt64(4) ?? (long)parent.Utf8Validation),
            MessageEncoding = (MessageEncoding)(written.GetInt64(5) ?? (long)parent.MessageEncoding),
            JsonFormat = (JsonFormat)(written.GetInt64(6) ?? (long)parent.JsonFormat),
            EnforceNamingStyle = (NamingStyle)(written.GetInt64(7) ?? (long)parent.EnforceNamingStyle),
            DefaultSymbolVisibility = (DefaultSymbolVisibility)(written.GetInt64(8) ?? (long)parent.DefaultSymbolVisibility),
        };
        if (merged.FirstUnknown is { } name)
            Report(place, $"The feature \"{name}\" is not set to a value that means something.", "Name another value than the unknown one.");
        return merged;
    }

    private void Report(TextSpan place, string message, string hint) =>
        file.Diagnostics.Report(DiagnosticRules.FeatureNotAllowed, place, message, hint);
}
