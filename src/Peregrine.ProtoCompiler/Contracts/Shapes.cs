using System.Globalization;
using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>What a type is but for its name: two of one shape, of which one is gone and the other is new, are one that was renamed.</summary>
internal static class Shapes
{
    /// <summary>A text that two types share only if they have the same members; null for those with none, which all look alike.</summary>
    public static string? Of(Descriptor type) => type switch
    {
        MessageDescriptor { Fields.Count: > 0 } message => string.Join(";", message.Fields.OrderBy(field => field.Number).Select(Of)),
        EnumDescriptor @enum => string.Join(";", @enum.Values.Select(value => value.Name + "=" + Text(value.Number))),
        ServiceDescriptor { Methods.Count: > 0 } service => string.Join(";", service.Methods.Select(method => method.Name).OrderBy(name => name, StringComparer.Ordinal)),
        _ => null,
    };

    private static string Of(FieldDescriptor field) =>
        string.Join(" ", Text(field.Number), field.Name, field.Label, field.Type, field.MessageType?.Name ?? field.EnumType?.Name);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
