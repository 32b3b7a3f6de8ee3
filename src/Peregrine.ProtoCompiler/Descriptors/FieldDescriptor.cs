using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>A field or an extension.</summary>
public sealed class FieldDescriptor : Descriptor
{
    internal FieldDescriptor(FieldSyntax syntax, string fullName, FileDescriptor file, MessageDescriptor? scope)
        : base(syntax.Name.Text, fullName, syntax.Name.Span)
    {
        Syntax = syntax;
        File = file;
        Scope = scope;
    }

    /// <inheritdoc/>
    public override FileDescriptor File { get; }

    /// <summary>The number.</summary>
    public int Number => Syntax.Number;

    /// <summary>The type. A field with delimited encoding has <see cref="FieldType.Group"/>.</summary>
    public FieldType Type { get; internal set; }

    /// <summary>The label, features applied.</summary>
    public FieldLabel Label { get; internal set; }

    /// <summary>The name in JSON.</summary>
    public string JsonName { get; internal set; } = "";

    /// <summary>Whether the file says <c>json_name</c>.</summary>
    public bool HasExplicitJsonName { get; internal set; }

    /// <summary>The type of a message or group field, or null.</summary>
    public MessageDescriptor? MessageType { get; internal set; }

    /// <summary>The type of an enum field, or null.</summary>
    public EnumDescriptor? EnumType { get; internal set; }

    /// <summary>The message it belongs to: where it is declared, or, for an extension, the extended message (null if not resolved).</summary>
    public MessageDescriptor? ContainingType { get; internal set; }

    /// <summary>The message it is declared in; null for a top-level extension.</summary>
    public MessageDescriptor? Scope { get; }

    /// <summary>The oneof it is a member of, or null. Fields with proto3 <c>optional</c> have a synthetic one.</summary>
    public OneofDescriptor? ContainingOneof { get; internal set; }

    /// <summary>
    /// The default as written, or null: bool, int, uint, long, ulong, float, double, string, byte[] or <see cref="EnumValueDescriptor"/>.
    /// </summary>
    public object? DefaultValue { get; internal set; }

    /// <summary>The bytes of the default of a string field that are not UTF-8, or null.</summary>
    internal byte[]? DefaultBytes { get; set; }

    /// <summary>The options.</summary>
    public FieldOptions Options => new(RawOptions);

    /// <summary>Whether it is an extension.</summary>
    public bool IsExtension => Syntax.Extendee is not null;

    /// <summary>Whether it has many values (maps too).</summary>
    public bool IsRepeated => Label == FieldLabel.Repeated;

    /// <summary>Whether it must be set.</summary>
    public bool IsRequired => Label == FieldLabel.Required;

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => MessageType is { IsMapEntry: true } && IsRepeated;

    /// <summary>Whether <c>optional</c> is written in a proto3 file.</summary>
    public bool IsProto3Optional => Syntax.IsProto3Optional;

    /// <summary>The oneof it is a member of, if that is written in the file.</summary>
    public OneofDescriptor? RealOneof => ContainingOneof is { IsSynthetic: false } oneof ? oneof : null;

    /// <summary>Whether the type and label allow packing.</summary>
    public bool IsPackable => IsRepeated && Type is not (FieldType.String or FieldType.Group or FieldType.Message or FieldType.Bytes or FieldType.None);

    /// <summary>Whether it is written packed.</summary>
    public bool IsPacked => IsPackable && Features.RepeatedFieldEncoding == RepeatedFieldEncoding.Packed;

    /// <summary>Whether unset and zero are told apart.</summary>
    public bool HasPresence => !IsRepeated
        && (MessageType is not null || ContainingOneof is not null || IsExtension || Features.FieldPresence != FieldPresence.Implicit);

    internal FieldSyntax Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Scope is { IsMapEntry: true } ? null : Syntax;
}
