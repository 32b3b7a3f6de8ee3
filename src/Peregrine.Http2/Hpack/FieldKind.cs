namespace Peregrine.Http2.Hpack;

/// <summary>
/// What a field is to the rules of RFC 9113 section 8, found out once and remembered with its table entry. Pseudo-header fields come first, then
/// ordinary ones, then those that make a message malformed by themselves.
/// </summary>
internal enum FieldKind : byte
{
    Unchecked,

    Method,
    MethodConnect,
    Scheme,
    Authority,
    Path,
    Status,
    StatusInformational,

    Regular,
    ContentLength,
    Host,
    SurroundedBySpace,

    NameEmpty,
    NameUpperCase,
    NameInvalid,
    ValueInvalid,
    PseudoUnknown,
    PathInvalid,
    StatusInvalid,
    StatusSwitchingProtocols,
    ConnectionSpecific,
    TeNotTrailers,
    ContentLengthInvalid,
}

internal static class FieldKinds
{
    public const FieldKind LastPseudo = FieldKind.StatusInformational;
    public const FieldKind LastRequestPseudo = FieldKind.Path;
    public const FieldKind FirstMalformed = FieldKind.NameEmpty;

    /// <summary>The rule that a malformed kind breaks.</summary>
    public static Violation Violation(FieldKind kind) => kind switch
    {
        FieldKind.NameEmpty => Http2.Violation.FieldNameEmpty,
        FieldKind.NameUpperCase => Http2.Violation.FieldNameUpperCase,
        FieldKind.NameInvalid => Http2.Violation.FieldNameInvalid,
        FieldKind.ValueInvalid => Http2.Violation.FieldValueInvalid,
        FieldKind.SurroundedBySpace => Http2.Violation.FieldValueSurroundedBySpace,
        FieldKind.PseudoUnknown => Http2.Violation.PseudoFieldUnknown,
        FieldKind.PathInvalid => Http2.Violation.PathInvalid,
        FieldKind.StatusInvalid => Http2.Violation.StatusInvalid,
        FieldKind.StatusSwitchingProtocols => Http2.Violation.StatusSwitchingProtocols,
        FieldKind.ConnectionSpecific => Http2.Violation.ConnectionSpecificField,
        FieldKind.TeNotTrailers => Http2.Violation.TeOtherThanTrailers,
        FieldKind.ContentLengthInvalid => Http2.Violation.ContentLengthInvalid,
        _ => Http2.Violation.None,
    };
}
