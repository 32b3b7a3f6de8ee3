namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The features that hold for a declaration (<c>google.protobuf.FeatureSet</c>), resolved.</summary>
public readonly record struct FeatureSet
{
    /// <summary>How presence of a singular field is kept.</summary>
    public FieldPresence FieldPresence { get; init; }

    /// <summary>Whether an enum takes unknown values.</summary>
    public EnumKind EnumType { get; init; }

    /// <summary>How repeated scalars are written.</summary>
    public RepeatedFieldEncoding RepeatedFieldEncoding { get; init; }

    /// <summary>Whether strings are checked.</summary>
    public Utf8Validation Utf8Validation { get; init; }

    /// <summary>How submessages are written.</summary>
    public MessageEncoding MessageEncoding { get; init; }

    /// <summary>Whether JSON must work.</summary>
    public JsonFormat JsonFormat { get; init; }

    /// <summary>Whether names must follow the style guide.</summary>
    public NamingStyle EnforceNamingStyle { get; init; }

    /// <summary>Whether declarations are exported when they do not say so.</summary>
    public DefaultSymbolVisibility DefaultSymbolVisibility { get; init; }

    /// <summary>The name of a feature that is set to its unknown value; null as it should be.</summary>
    internal string? FirstUnknown =>
        FieldPresence == FieldPresence.Unknown ? "field_presence"
        : EnumType == EnumKind.Unknown ? "enum_type"
        : RepeatedFieldEncoding == RepeatedFieldEncoding.Unknown ? "repeated_field_encoding"
        : Utf8Validation == Utf8Validation.Unknown ? "utf8_validation"
        : MessageEncoding == MessageEncoding.Unknown ? "message_encoding"
        : JsonFormat == JsonFormat.Unknown ? "json_format"
        : EnforceNamingStyle == NamingStyle.Unknown ? "enforce_naming_style"
        : DefaultSymbolVisibility == DefaultSymbolVisibility.Unknown ? "default_symbol_visibility"
        : null;
}

/// <summary><c>FeatureSet.FieldPresence</c>.</summary>
public enum FieldPresence
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>Presence is tracked.</summary>
    Explicit = 1,

    /// <summary>The zero value means absent.</summary>
    Implicit = 2,

    /// <summary>As <c>required</c> of proto2.</summary>
    LegacyRequired = 3,
}

/// <summary><c>FeatureSet.EnumType</c>.</summary>
public enum EnumKind
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>Any number is a value.</summary>
    Open = 1,

    /// <summary>Numbers without a name are unknown fields.</summary>
    Closed = 2,
}

/// <summary><c>FeatureSet.RepeatedFieldEncoding</c>.</summary>
public enum RepeatedFieldEncoding
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>One length-delimited run.</summary>
    Packed = 1,

    /// <summary>A tag per element.</summary>
    Expanded = 2,
}

/// <summary><c>FeatureSet.Utf8Validation</c>.</summary>
public enum Utf8Validation
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>Strings must be UTF-8.</summary>
    Verify = 2,

    /// <summary>Not checked.</summary>
    None = 3,
}

/// <summary><c>FeatureSet.MessageEncoding</c>.</summary>
public enum MessageEncoding
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>A length, then the bytes.</summary>
    LengthPrefixed = 1,

    /// <summary>A start tag and an end tag (a group).</summary>
    Delimited = 2,
}

/// <summary><c>FeatureSet.JsonFormat</c>.</summary>
public enum JsonFormat
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>Conflicts of JSON names are errors.</summary>
    Allow = 1,

    /// <summary>As proto2.</summary>
    LegacyBestEffort = 2,
}

/// <summary><c>FeatureSet.EnforceNamingStyle</c>.</summary>
public enum NamingStyle
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>The style guide of edition 2024.</summary>
    Style2024 = 1,

    /// <summary>Any name goes.</summary>
    StyleLegacy = 2,

    /// <summary>The style guide of edition 2026.</summary>
    Style2026 = 3,
}

/// <summary><c>FeatureSet.VisibilityFeature.DefaultSymbolVisibility</c>.</summary>
public enum DefaultSymbolVisibility
{
    /// <summary>Not resolved.</summary>
    Unknown = 0,

    /// <summary>All declarations are exported.</summary>
    ExportAll = 1,

    /// <summary>Top-level declarations are exported, nested ones are local.</summary>
    ExportTopLevel = 2,

    /// <summary>All declarations are local.</summary>
    LocalAll = 3,

    /// <summary>All are local and nested ones may not be exported.</summary>
    Strict = 4,
}
