using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A repeated field: a list that is never null.</summary>
internal sealed class RepeatedField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly ElementCodec _element = ElementCodec.Of(field);

    private string Type => $"global::Google.Protobuf.Collections.RepeatedField<{_element.ElementType}>";

    /// <summary>Packed and unpacked are both read, whichever is written.</summary>
    public override IEnumerable<WireTag> Tags => Field.IsPackable
        ? [new(Field.Number, WireTag.LengthDelimited), new(Field.Number, WireTag.WireType(Field.Type))]
        : [Tag];

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private static readonly global::Google.Protobuf.FieldCodec<{_element.ElementType}> {Names.Codec} = {_element.Create(Field)};");
        writer.Line($"private readonly {Type} {Backing} = new {Type}();");
        Documentation(writer);
        writer.Line($"public {Type} {Property} => {Backing};");
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing}.Clone();");

    public override void Equality(CodeWriter writer) => writer.Line($"if (!{Backing}.Equals(other.{Backing})) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"hash ^= {Backing}.GetHashCode();");

    public override void Write(CodeWriter writer) => writer.Line($"{Backing}.WriteTo(ref output, {Names.Codec});");

    public override void Size(CodeWriter writer) => writer.Line($"size += {Backing}.CalculateSize({Names.Codec});");

    public override void Merge(CodeWriter writer) => writer.Line($"{Backing}.Add(other.{Backing});");

    public override void Parse(CodeWriter writer) => writer.Line($"{Backing}.AddEntriesFrom(ref input, {Names.Codec});");
}
