using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A singular scalar without presence: zero means absent.</summary>
internal sealed class ScalarField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly ScalarType _type = ScalarType.Of(field);

    public override bool MeasuresVarint => _type.IsVarint;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private {_type.Name} {Backing}{(_type.IsReference ? " = " + Literals.Default(Field) : "")};");
        Documentation(writer);
        writer.Open($"public {_type.Name} {Property}")
            .Line($"get => {Backing};")
            .Line(_type.IsReference
                ? $"set => {Backing} = global::Google.Protobuf.ProtoPreconditions.CheckNotNull(value, nameof(value));"
                : $"set => {Backing} = value;")
            .Close();
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing};");

    public override void Equality(CodeWriter writer) => writer.Line($"if ({_type.Differ(Backing, "other." + Backing)}) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"if ({_type.IsSet(Backing)}) hash ^= {_type.Hash(Backing)};");

    public override void Write(CodeWriter writer)
    {
        writer.Open($"if ({_type.IsSet(Backing)})");
        WriteTag(writer);
        writer.Line(_type.Write(Backing)).Close();
    }

    public override void Size(CodeWriter writer) =>
        writer.Line($"if ({_type.IsSet(Backing)}) size += {Literals.Of(Tag.Length)} + {_type.Size(Backing)};");

    public override void Merge(CodeWriter writer) =>
        writer.Line($"if ({_type.IsSet("other." + Backing)}) {Backing} = other.{Backing};");

    public override void Parse(CodeWriter writer) => writer.Line($"{Backing} = {_type.Read()};");
}
