using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A message or a group as the value of a field: with a length before it, or between a start and an end tag.</summary>
internal sealed class MessageType(FieldDescriptor field)
{
    private readonly WireTag _start = WireTag.Of(field);
    private readonly WireTag _end = new(field.Number, WireTag.EndGroup);

    /// <summary>The C# class.</summary>
    public string Name { get; } = TypeNames.Full(field.MessageType!);

    private bool IsGroup { get; } = field.Type == FieldType.Group;

    public string Read(string value) => IsGroup ? $"input.ReadGroup({value});" : $"input.ReadMessage({value});";

    public void Write(CodeWriter writer, string value)
    {
        writer.Line($"output.WriteRawTag({_start.Bytes});");
        if (IsGroup)
            writer.Line($"output.WriteGroup({value});").Line($"output.WriteRawTag({_end.Bytes});");
        else
            writer.Line($"output.WriteMessage({value});");
    }

    /// <summary>The size with its tags.</summary>
    public string Size(string value) => IsGroup
        ? $"{Literals.Of(_start.Length + _end.Length)} + global::Google.Protobuf.CodedOutputStream.ComputeGroupSize({value})"
        : $"{Literals.Of(_start.Length)} + global::Google.Protobuf.CodedOutputStream.ComputeMessageSize({value})";
}
