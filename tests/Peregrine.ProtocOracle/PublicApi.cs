using System.Globalization;
using System.Reflection;
using System.Text;

namespace Peregrine.ProtocOracle;

/// <summary>The public surface of an assembly as text, one member a line, so that two can be compared.</summary>
public static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // These say who wrote the code, how a debugger treats it, and what may be null: nothing that a program is compiled against.
    private static readonly HashSet<string> IgnoredAttributes = new(StringComparer.Ordinal)
    {
        "GeneratedCodeAttribute", "DebuggerNonUserCodeAttribute", "DebuggerDisplayAttribute", "DebuggerBrowsableAttribute", "CompilerGeneratedAttribute",
        "NullableAttribute", "NullableContextAttribute",
    };

    /// <summary>The lines, ordered.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="isLeftOut">Top-level types, by full name, that do not count, with all that is nested in them; null for none.</param>
    public static string[] Of(Assembly assembly, Func<string, bool>? isLeftOut = null) =>
    [
        .. assembly.GetTypes()
            .Where(static type => type.IsVisible)
            .Where(type => isLeftOut?.Invoke(type.FullName!.Split('+')[0]) != true)
            .SelectMany(Lines)
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Lines(Type type)
    {
        yield return $"{Kind(type)} {Name(type)} : {Bases(type)}{Attributes(type)}";
        foreach (var member in type.GetMembers(Declared))
        {
            if (Signature(member) is { } signature)
                yield return $"{Name(type)}: {signature}{Attributes(member)}";
        }
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type) => type.IsEnum
        ? Enum.GetUnderlyingType(type).Name
        : string.Join(", ", type.GetInterfaces().Append(type.BaseType!).Select(Name).Order(StringComparer.Ordinal));

    private static string? Signature(MemberInfo member) => member switch
    {
        FieldInfo field when IsReachable(field.Attributes) => $"{Modifiers(field)}{Name(field.FieldType)} {field.Name}{Value(field)}",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => $"{accessors} {Name(property.PropertyType)} {property.Name}",
        MethodInfo { IsSpecialName: false } method when IsReachable(method) =>
            $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Constraints))}>({Parameters(method)})",
        ConstructorInfo constructor when IsReachable(constructor) && !constructor.IsStatic => $"new({Parameters(constructor)})",
        _ => null,
    };

    private static bool IsReachable(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static bool IsReachable(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static string Modifiers(FieldInfo field) => (field.IsLiteral ? "const " : field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");

    private static string Accessors(PropertyInfo property)
    {
        var text = new StringBuilder();
        if (IsReachable(property.GetMethod))
            text.Append(property.GetMethod!.IsStatic ? "static get" : "get").Append(Attributes(property.GetMethod));
        if (IsReachable(property.SetMethod))
            text.Append(" set").Append(Attributes(property.SetMethod!));
        return text.ToString();
    }

    private static string Value(FieldInfo field) => field.IsLiteral ? " = " + Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture) : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(static parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + parameter.RawDefaultValue : "")}"));

    private static string Constraints(Type parameter) =>
        $"{parameter.Name} {parameter.GenericParameterAttributes} {string.Join(" ", parameter.GetGenericParameterConstraints().Select(Name))}".Trim();

    private static string Attributes(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(static attribute => !IgnoredAttributes.Contains(attribute.AttributeType.Name))
        .Select(static attribute => attribute.ToString())
        .Order(StringComparer.Ordinal)
        .Select(static text => " " + text));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.GetGenericTypeDefinition().FullName}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.FullName ?? type.Name;
}
