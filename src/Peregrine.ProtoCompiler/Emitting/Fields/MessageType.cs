using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// A message or a group as the value of a field: with a length before it, or between a start and an end tag. A class of the same file
/// is called directly; what another build may have made is left to the runtime.
/// </summary>
internal sealed class MessageType(FieldDescriptor field)
{
    /// <summary>The method of a class with parts that writes it; <c>measured</c> tells whether the sizes that the parts remember are up to date.</summary>
    public const string WriteMethod = "_WriteTo";

    /// <summary>The remembered size.</summary>
    public const string SizeField = "_size";

    private readonly MessageDescriptor _type = field.MessageType!;
    private readonly WireTag _start = WireTag.Of(field);
    private readonly WireTag _end = new(field.Number, WireTag.EndGroup);

    /// <summary>The C# class.</summary>
    public string Name { get; } = TypeNames.Full(field.MessageType!);

    /// <summary>Whether <see cref="Size"/> calls the method of <see cref="VarintSize"/>.</summary>
    public bool MeasuresVarint => IsPart && !IsGroup;

    private bool IsGroup { get; } = field.Type == FieldType.Group;

    private bool IsPart { get; } = MessageSizes.IsPart(field);

    public string Read(string value) => IsGroup ? $"input.ReadGroup({value});" : $"input.ReadMessage({value});";

    /// <summary>Statements that write it with its tags.</summary>
    public void Write(CodeWriter writer, string value)
    {
        writer.Line($"output.WriteRawTag({_start.Bytes});");
        if (!IsPart)
            writer.Line(IsGroup ? $"output.WriteGroup({value});" : $"output.WriteMessage({value});");
        else
            WritePart(writer, value);
        if (IsGroup)
            writer.Line($"output.WriteRawTag({_end.Bytes});");
    }

    /// <summary>Statements that add the size with its tags.</summary>
    public void Size(CodeWriter writer, string value)
    {
        if (IsGroup)
            writer.Line($"size += {Literals.Of(_start.Length + _end.Length)} + {value}.CalculateSize();");
        else if (IsPart)
            writer.Line($"var length = {value}.CalculateSize();").Line($"size += {Literals.Of(_start.Length)} + {VarintSize.Of("length")} + length;");
        else
            writer.Line($"size += {Literals.Of(_start.Length)} + global::Google.Protobuf.CodedOutputStream.ComputeMessageSize({value});");
    }

    private void WritePart(CodeWriter writer, string value)
    {
        if (!IsGroup)
            writer.Line($"output.WriteLength({(MessageSizes.AreKept(_type) ? $"measured ? {value}.{SizeField} : " : "")}{value}.CalculateSize());");
        // A group asks nobody for its size, so what is inside it is measured only if somebody outside has.
        var isMeasured = IsGroup ? "measured" : "true";
        writer.Line(MessageSizes.HasParts(_type)
            ? $"{value}.{WriteMethod}(ref output, {isMeasured});"
            : $"((global::Google.Protobuf.IBufferMessage){value}).InternalWriteTo(ref output);");
    }
}
