using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>A singular wrapper; null means absent.</summary>
internal sealed class WrapperField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly WrapperType _type = new(field);

    public override bool MeasuresVarint => false;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private static readonly global::Google.Protobuf.FieldCodec<{_type.Oblivious}> {Names.Codec} = {_type.Codec(Tag)};");
        writer.Line($"private {_type.Nullable} {Backing};");
        Documentation(writer);
        Oblivious(writer, () => writer.Open($"public {_type.Oblivious} {Property}")
            .Line($"get => {Backing};")
            .Line($"set => {Backing} = value;")
            .Close());
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing};");

    public override void Equality(CodeWriter writer) =>
        writer.Line($"if ({_type.Wrapped.NullableDiffer(Backing, "other." + Backing)}) return false;");

    public override void Hash(CodeWriter writer) =>
        writer.Line($"if ({Backing} != null) hash ^= {_type.Wrapped.NullableHash(Backing)};");

    public override void Write(CodeWriter writer) =>
        writer.Line($"if ({Backing} != null) {Names.Codec}.WriteTagAndValue(ref output, {Backing});");

    public override void Size(CodeWriter writer) =>
        writer.Line($"if ({Backing} != null) size += {Names.Codec}.CalculateSizeWithTag({Backing});");

    // The wrapping messages merge: a zero in the other one changes nothing that is set here.
    public override void Merge(CodeWriter writer) => writer.Line(
        $"if (other.{Backing} != null && ({Backing} == null || {_type.IsNotZero("other." + Backing)})) {Backing} = other.{Backing};");

    public override void Parse(CodeWriter writer) => writer
        .Line($"var value = {Names.Codec}.Read(ref input);")
        .Line($"if ({Backing} == null || {_type.IsNotZero("value")}) {Backing} = value;");
}
