using System.Reflection;
using System.Text;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>The public surface of an assembly as text, one member a line, so that two can be compared.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetTypes().Where(static type => type.IsVisible).SelectMany(Lines).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {Name(type)} : {Bases(type)}{Obsolete(type)}";
        foreach (var member in type.GetMembers(Declared))
        {
            if (Signature(member) is { } signature)
                yield return $"{Name(type)}: {signature}{Obsolete(member)}";
        }
    }

    private static string Kind(Type type) => type.IsEnum ? "enum" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type) => type.IsEnum
        ? Enum.GetUnderlyingType(type).Name
        : string.Join(", ", type.GetInterfaces().Select(Name).Order(StringComparer.Ordinal));

    private static string? Signature(MemberInfo member) => member switch
    {
        FieldInfo { IsPublic: true } field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Name(field.FieldType)} {field.Name}{Value(field)}",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => $"{accessors} {Name(property.PropertyType)} {property.Name}",
        MethodInfo { IsPublic: true, IsSpecialName: false } method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}<{method.GetGenericArguments().Length}>({Parameters(method)})",
        ConstructorInfo { IsPublic: true } constructor => $"new({Parameters(constructor)})",
        _ => null,
    };

    private static string Accessors(PropertyInfo property)
    {
        var text = new StringBuilder();
        if (property.GetMethod is { IsPublic: true } getter)
            text.Append(getter.IsStatic ? "static get" : "get");
        if (property.SetMethod is { IsPublic: true })
            text.Append(" set");
        return text.ToString();
    }

    private static string Value(FieldInfo field) => field.IsLiteral ? " = " + Convert.ToString(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture) : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));

    private static string Obsolete(MemberInfo member) => member.IsDefined(typeof(ObsoleteAttribute), inherit: false) ? " [Obsolete]" : "";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.FullName ?? type.Name;
}
