using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting;

/// <summary>Where each type of a file lives in C#.</summary>
internal static class TypeNames
{
    /// <summary>What every message class has. A class cannot have a member of its own name, and a property cannot share the name of a method.</summary>
    public static readonly string[] MessageMembers =
    [
        "Types", "Descriptor", "Equals", "ToString", "GetHashCode", "WriteTo", "Clone", "CalculateSize", "MergeFrom", "OnConstruction", "Parser",
    ];

    /// <summary>The namespace, unescaped; empty for the global one.</summary>
    public static string Namespace(FileDescriptor file) => FileNames.Of(file).Namespace;

    /// <summary>The unqualified name of the class that holds the file's descriptor.</summary>
    public static string ReflectionClass(FileDescriptor file) => FileNames.Of(file).Reflection;

    /// <summary>The unqualified name of the class that holds the file's top-level extensions.</summary>
    public static string ExtensionsClass(FileDescriptor file) => FileNames.Of(file).Extensions;

    /// <summary>The same, usable anywhere.</summary>
    public static string FullExtensionsClass(FileDescriptor file) => Global(file, ExtensionsClass(file));

    /// <summary>The expression that yields the file's descriptor.</summary>
    public static string FileDescriptorOf(FileDescriptor file) => Global(file, ReflectionClass(file)) + ".Descriptor";

    /// <summary>The unqualified class name, unescaped. A message <c>Types</c> keeps its name where no class <c>Types</c> is around or inside it.</summary>
    public static string Class(MessageDescriptor message) =>
        Array.IndexOf(MessageMembers, message.Name) < 0 || (message is { ContainingType: null, Name: "Types" } && !HasTypes(message)) ? message.Name : message.Name + "_";

    /// <summary>Whether the class has a class <c>Types</c> inside, which holds what is declared in the message.</summary>
    public static bool HasTypes(MessageDescriptor message) => message.NestedEnums.Count > 0 || message.NestedMessages.Any(static nested => !nested.IsMapEntry);

    /// <summary>The unqualified enum name, unescaped. Nested enums stand in a class <c>Types</c>.</summary>
    public static string Class(EnumDescriptor type) => type is { ContainingType: not null, Name: "Types" } ? "Types_" : type.Name;

    /// <summary>The unqualified name of the static class of a service.</summary>
    public static string Class(ServiceDescriptor service) =>
        service.Name is "Descriptor" or "BindService" ? service.Name + "_" : service.Name;

    /// <summary>The full name, usable anywhere.</summary>
    public static string Full(MessageDescriptor message) => Nested(message.File, message.ContainingType, Class(message));

    /// <summary>The full name, usable anywhere.</summary>
    public static string Full(ServiceDescriptor service) => Global(service.File, Class(service));

    /// <summary>The full name, usable anywhere.</summary>
    public static string Full(EnumDescriptor type) => Nested(type.File, type.ContainingType, Class(type));

    /// <summary>The C# name of each value, in order. Values that fall together get underscores.</summary>
    public static string[] Values(EnumDescriptor type)
    {
        var scope = new NameScope();
        return [.. type.Values.Select(value => scope.Claim(Identifiers.EnumValue(type.Name, value.Name)))];
    }

    /// <summary>A value of an enum as an expression.</summary>
    public static string Full(EnumValueDescriptor value) => $"{Full(value.Type)}.{Values(value.Type)[value.Index]}";

    private static string Nested(FileDescriptor file, MessageDescriptor? outer, string name) =>
        outer is null ? Global(file, name) : $"{Full(outer)}.Types.{Identifiers.Escape(name)}";

    private static string Global(FileDescriptor file, string name)
    {
        var space = Namespace(file);
        return space.Length == 0
            ? "global::" + Identifiers.Escape(name)
            : $"global::{Identifiers.EscapeDotted(space)}.{Identifiers.Escape(name)}";
    }
}
