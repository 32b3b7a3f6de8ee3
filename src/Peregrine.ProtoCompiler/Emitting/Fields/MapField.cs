using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A map that is never null.</summary>
internal sealed class MapField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly ElementCodec _key = ElementCodec.Of(field.MessageType!.MapKey!);
    private readonly ElementCodec _value = ElementCodec.Of(field.MessageType!.MapValue!);

    private string Type => $"global::Google.Protobuf.Collections.MapField<{_key.ElementType}, {_value.ElementType}>";

    public override bool MeasuresVarint => false;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private static readonly {Type}.Codec {Names.Codec} = new {Type}.Codec(").Indent()
            .Line(_key.CreateWithDefault(Field.MessageType!.MapKey!) + ",")
            .Line(_value.CreateWithDefault(Field.MessageType!.MapValue!) + ",")
            .Line($"{Tag});").Outdent()
            .Line($"private readonly {Type} {Backing} = new {Type}();");
        Documentation(writer);
        writer.Line($"public {Type} {Property} => {Backing};");
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing}.Clone();");

    public override void Equality(CodeWriter writer) => writer.Line($"if (!{Backing}.Equals(other.{Backing})) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"hash ^= {Backing}.GetHashCode();");

    public override void Write(CodeWriter writer) => writer.Line($"{Backing}.WriteTo(ref output, {Names.Codec});");

    public override void Size(CodeWriter writer) => writer.Line($"size += {Backing}.CalculateSize({Names.Codec});");

    public override void Merge(CodeWriter writer) => writer.Line($"{Backing}.MergeFrom(other.{Backing});");

    public override void Parse(CodeWriter writer) => writer.Line($"{Backing}.AddEntriesFrom(ref input, {Names.Codec});");
}
