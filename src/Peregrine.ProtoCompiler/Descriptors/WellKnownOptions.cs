namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>The options of a file that <c>descriptor.proto</c> names; null means not set.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct FileOptions(OptionMessage Raw)
{
    /// <summary><c>java_package</c>.</summary>
    public string? JavaPackage => Raw.GetString(1);

    /// <summary><c>java_outer_classname</c>.</summary>
    public string? JavaOuterClassname => Raw.GetString(8);

    /// <summary><c>java_multiple_files</c>.</summary>
    public bool JavaMultipleFiles => Raw.GetBool(10) ?? false;

    /// <summary><c>optimize_for</c>: 1 speed, 2 code size, 3 lite runtime.</summary>
    public int OptimizeFor => (int)(Raw.GetInt64(9) ?? 1);

    /// <summary><c>go_package</c>.</summary>
    public string? GoPackage => Raw.GetString(11);

    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(23) ?? false;

    /// <summary><c>objc_class_prefix</c>.</summary>
    public string? ObjcClassPrefix => Raw.GetString(36);

    /// <summary><c>csharp_namespace</c>.</summary>
    public string? CsharpNamespace => Raw.GetString(37);
}

/// <summary>The options of a message that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct MessageOptions(OptionMessage Raw)
{
    /// <summary><c>message_set_wire_format</c>.</summary>
    public bool MessageSetWireFormat => Raw.GetBool(1) ?? false;

    /// <summary><c>no_standard_descriptor_accessor</c>.</summary>
    public bool NoStandardDescriptorAccessor => Raw.GetBool(2) ?? false;

    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(3) ?? false;

    /// <summary><c>map_entry</c>; set by the compiler only.</summary>
    public bool MapEntry => Raw.GetBool(7) ?? false;
}

/// <summary>The options of a field that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct FieldOptions(OptionMessage Raw)
{
    /// <summary><c>ctype</c>: 0 string, 1 cord, 2 string piece.</summary>
    public int Ctype => (int)(Raw.GetInt64(1) ?? 0);

    /// <summary><c>packed</c> as written, or null; what holds is <see cref="FieldDescriptor.IsPacked"/>.</summary>
    public bool? Packed => Raw.GetBool(2);

    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(3) ?? false;

    /// <summary><c>lazy</c>.</summary>
    public bool Lazy => Raw.GetBool(5) ?? false;

    /// <summary><c>jstype</c>: 0 normal, 1 string, 2 number.</summary>
    public int Jstype => (int)(Raw.GetInt64(6) ?? 0);

    /// <summary><c>weak</c>.</summary>
    public bool Weak => Raw.GetBool(10) ?? false;

    /// <summary><c>debug_redact</c>.</summary>
    public bool DebugRedact => Raw.GetBool(16) ?? false;
}

/// <summary>The options of an enum that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct EnumOptions(OptionMessage Raw)
{
    /// <summary><c>allow_alias</c>.</summary>
    public bool AllowAlias => Raw.GetBool(2) ?? false;

    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(3) ?? false;
}

/// <summary>The options of an enum value that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct EnumValueOptions(OptionMessage Raw)
{
    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(1) ?? false;
}

/// <summary>The options of a service that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct ServiceOptions(OptionMessage Raw)
{
    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(33) ?? false;
}

/// <summary>The options of a method that <c>descriptor.proto</c> names.</summary>
/// <param name="Raw">All options, custom ones too.</param>
public readonly record struct MethodOptions(OptionMessage Raw)
{
    /// <summary><c>deprecated</c>.</summary>
    public bool Deprecated => Raw.GetBool(33) ?? false;

    /// <summary><c>idempotency_level</c>: 0 unknown, 1 no side effects, 2 idempotent.</summary>
    public int IdempotencyLevel => (int)(Raw.GetInt64(34) ?? 0);
}
