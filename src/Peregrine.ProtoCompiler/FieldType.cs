namespace Peregrine.ProtoCompiler;

/// <summary>The type of a field; the values are those of <c>FieldDescriptorProto.Type</c>.</summary>
public enum FieldType
{
    /// <summary>Not resolved (the file has an error).</summary>
    None = 0,

    /// <summary><c>double</c>.</summary>
    Double = 1,

    /// <summary><c>float</c>.</summary>
    Float = 2,

    /// <summary><c>int64</c>.</summary>
    Int64 = 3,

    /// <summary><c>uint64</c>.</summary>
    UInt64 = 4,

    /// <summary><c>int32</c>.</summary>
    Int32 = 5,

    /// <summary><c>fixed64</c>.</summary>
    Fixed64 = 6,

    /// <summary><c>fixed32</c>.</summary>
    Fixed32 = 7,

    /// <summary><c>bool</c>.</summary>
    Bool = 8,

    /// <summary><c>string</c>.</summary>
    String = 9,

    /// <summary>A group, or a message field with <c>features.message_encoding = DELIMITED</c>.</summary>
    Group = 10,

    /// <summary>A message, written with its length.</summary>
    Message = 11,

    /// <summary><c>bytes</c>.</summary>
    Bytes = 12,

    /// <summary><c>uint32</c>.</summary>
    UInt32 = 13,

    /// <summary>An enum.</summary>
    Enum = 14,

    /// <summary><c>sfixed32</c>.</summary>
    SFixed32 = 15,

    /// <summary><c>sfixed64</c>.</summary>
    SFixed64 = 16,

    /// <summary><c>sint32</c>.</summary>
    SInt32 = 17,

    /// <summary><c>sint64</c>.</summary>
    SInt64 = 18,
}

/// <summary>How many values a field has; the values are those of <c>FieldDescriptorProto.Label</c>.</summary>
public enum FieldLabel
{
    /// <summary>At most one.</summary>
    Optional = 1,

    /// <summary>Exactly one (<c>required</c>, or <c>LEGACY_REQUIRED</c>).</summary>
    Required = 2,

    /// <summary>Any number; also maps.</summary>
    Repeated = 3,
}

/// <summary><c>export</c> and <c>local</c> of edition 2024; the values are those of <c>SymbolVisibility</c>.</summary>
public enum SymbolVisibility
{
    /// <summary>Not written.</summary>
    Unset = 0,

    /// <summary><c>local</c>.</summary>
    Local = 1,

    /// <summary><c>export</c>.</summary>
    Export = 2,
}
