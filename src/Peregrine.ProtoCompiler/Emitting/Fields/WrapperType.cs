using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A message of <c>google/protobuf/wrappers.proto</c> as the value of a field: in C# the wrapped value, or null.</summary>
internal sealed class WrapperType(FieldDescriptor field)
{
    private const string File = "google/protobuf/wrappers.proto";

    /// <summary>What is wrapped.</summary>
    public ScalarType Wrapped { get; } = ScalarType.Of(field.MessageType!.Fields[0]);

    /// <summary>The C# type with its question mark.</summary>
    public string Nullable => Wrapped.Name + "?";

    /// <summary>The C# type where null goes without saying: references lose the question mark.</summary>
    public string Oblivious => Wrapped.IsReference ? Wrapped.Name : Nullable;

    /// <summary>Whether the field's type is a wrapper; inside <c>wrappers.proto</c> itself nothing is.</summary>
    public static bool Is(FieldDescriptor field) => field.MessageType?.File.Name == File && field.File.Name != File;

    /// <summary>The codec that reads and writes the wrapping message.</summary>
    public string Codec(WireTag tag) => Wrapped.IsReference
        ? $"global::Google.Protobuf.FieldCodec.ForClassWrapper<{Wrapped.Name}>({tag})"
        : $"global::Google.Protobuf.FieldCodec.ForStructWrapper<{Wrapped.Name}>({tag})";

    /// <summary>The condition that a value that is not null is not the zero of its type.</summary>
    public string IsNotZero(string value) => Wrapped.Type switch
    {
        FieldType.Bool => value + " != false",
        FieldType.String => value + " != \"\"",
        FieldType.Bytes => $"{value} != {ScalarType.ByteString}.Empty",
        _ => value + " != 0",
    };
}
