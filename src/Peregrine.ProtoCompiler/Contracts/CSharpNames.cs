using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Declarations as a C# programmer calls them.</summary>
internal static class CSharpNames
{
    public static string Of(MessageDescriptor message) => message.ContainingType is { } outer ? $"{Of(outer)}.Types.{message.Name}" : message.Name;

    public static string Of(EnumDescriptor type) => type.ContainingType is { } outer ? $"{Of(outer)}.Types.{type.Name}" : type.Name;

    public static string Of(EnumValueDescriptor value) => $"{value.Type.Name}.{Member(value)}";

    public static string Member(EnumValueDescriptor value) => TypeNames.Values(value.Type)[value.Index];

    public static string Of(FieldDescriptor field) =>
        field.IsExtension ? Identifiers.Pascal(field.Name) : $"{field.ContainingType?.Name}.{Identifiers.Pascal(field.Name)}";

    public static string Of(OneofDescriptor oneof) => $"{oneof.ContainingType.Name}.{Identifiers.Pascal(oneof.Name)}Case";

    public static string Namespace(FileDescriptor file) => TypeNames.Namespace(file) is { Length: > 0 } name ? name : "(global)";
}
