using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A singular message or group; null means absent.</summary>
internal sealed class MessageField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly MessageType _type = new(field);

    public override bool MeasuresVarint => _type.MeasuresVarint;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private {_type.Name}? {Backing};");
        Documentation(writer);
        Oblivious(writer, () => writer.Open($"public {_type.Name} {Property}")
            .Line($"get => {Backing};")
            .Line($"set => {Backing} = value;")
            .Close());
        if (MessageNames.HasPresenceMembers(Field))
            Presence(writer, Backing + " != null", Backing + " = null;");
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing}?.Clone();");

    public override void Equality(CodeWriter writer) => writer.Line($"if (!object.Equals({Backing}, other.{Backing})) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"if ({Backing} != null) hash ^= {Backing}.GetHashCode();");

    public override void Write(CodeWriter writer)
    {
        writer.Open($"if ({Backing} != null)");
        _type.Write(writer, Backing);
        writer.Close();
    }

    public override void Size(CodeWriter writer)
    {
        writer.Open($"if ({Backing} != null)");
        _type.Size(writer, Backing);
        writer.Close();
    }

    public override void Merge(CodeWriter writer) => writer
        .Open($"if (other.{Backing} != null)")
        .Line($"{Backing} ??= new {_type.Name}();")
        .Line($"{Backing}.MergeFrom(other.{Backing});")
        .Close();

    public override void Parse(CodeWriter writer) => writer
        .Line($"{Backing} ??= new {_type.Name}();")
        .Line(_type.Read(Backing));
}
