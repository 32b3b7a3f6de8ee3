using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>The runtime's codec for one element of a list, a map or an extension.</summary>
/// <param name="ElementType">The C# type of an element.</param>
/// <param name="Factory">The factory method, with type arguments.</param>
/// <param name="Arguments">What follows the tag in its arguments, with a leading comma; the default value not among them.</param>
internal sealed record ElementCodec(string ElementType, string Factory, string Arguments = "")
{
    private const string FieldCodec = "global::Google.Protobuf.FieldCodec";

    public static ElementCodec Of(FieldDescriptor field)
    {
        if (WrapperType.Is(field))
        {
            var wrapper = new WrapperType(field);
            return wrapper.Wrapped.IsReference
                ? new(wrapper.Wrapped.Name, $"ForClassWrapper<{wrapper.Wrapped.Name}>")
                : new(wrapper.Nullable, $"ForStructWrapper<{wrapper.Wrapped.Name}>");
        }
        if (field.MessageType is { } message)
        {
            var name = TypeNames.Full(message);
            return field.Type == FieldType.Group
                ? new(name, "ForGroup", $", {new WireTag(field.Number, WireTag.EndGroup)}, {name}.Parser")
                : new(name, "ForMessage", $", {name}.Parser");
        }
        var scalar = ScalarType.Of(field);
        return field.Type == FieldType.Enum
            ? new(scalar.Name, $"ForEnum<{scalar.Name}>", $", static value => (int)value, static value => ({scalar.Name})value")
            : new(scalar.Name, "For" + scalar.Method);
    }

    /// <summary>The codec of a field; the tag is that of the field.</summary>
    public string Create(FieldDescriptor field) => $"{FieldCodec}.{Factory}({WireTag.Of(field)}{Arguments})";

    /// <summary>The same with the value that stands for an absent element.</summary>
    public string CreateWithDefault(FieldDescriptor field) => field.MessageType is not null
        ? Create(field)
        : $"{FieldCodec}.{Factory}({WireTag.Of(field)}{Arguments}, {Literals.Default(field)})";
}
