using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// A member of a oneof. Cloning, comparing, hashing and merging happen inside the <c>case</c> of a switch over the oneof, where this member
/// is known to be the one that is set.
/// </summary>
internal abstract class OneofMember(FieldDescriptor field, FieldNames names, OneofNames oneof) : FieldEmitter(field, names)
{
    protected OneofNames Oneof { get; } = oneof;

    /// <summary>The member's value of the case enum.</summary>
    public string Case { get; } = $"{oneof.CaseEnum}.{names.Property}";

    /// <summary>Whether the value lives in <see cref="OneofNames.Bits"/>.</summary>
    public abstract bool InBits { get; }

    /// <summary>The condition that this member is the one that is set.</summary>
    protected string IsSet => $"{Oneof.CaseBacking} == {Case}";

    public override void Clone(CodeWriter writer) => writer.Line($"{Property} = other.{Property};");

    public override void Merge(CodeWriter writer) => Clone(writer);
}

/// <summary>A scalar in a oneof.</summary>
internal sealed class OneofScalar(FieldDescriptor field, FieldNames names, OneofNames oneof) : OneofMember(field, names, oneof)
{
    private readonly ScalarType _type = ScalarType.Of(field);
    private readonly string _default = Literals.Default(field);

    public override bool InBits => !_type.IsReference;

    private string Value => InBits ? _type.FromBits(Oneof.Bits) : $"({_type.Name}){Oneof.Reference}!";

    private string Default => _type.Type == FieldType.Bytes && Field.DefaultValue is not null ? Names.Default : _default;

    public override bool MeasuresVarint => _type.IsVarint;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        if (Default != _default)
            writer.Line($"private static readonly {_type.Name} {Default} = {_default};");
        Documentation(writer);
        writer.Open($"public {_type.Name} {Property}")
            .Line($"get => {IsSet} ? {Value} : {Default};")
            .Open("set");
        if (_type.IsReference)
            writer.Line($"{Oneof.Reference} = global::Google.Protobuf.ProtoPreconditions.CheckNotNull(value, nameof(value));");
        else
            writer.Line($"{Oneof.Bits} = {_type.ToBits("value")};");
        writer.Line($"{Oneof.CaseBacking} = {Case};").Close().Close();
        Presence(writer, IsSet, $"if ({IsSet}) {Oneof.Clear}();");
    }

    public override void Equality(CodeWriter writer) => writer.Line($"if ({_type.Differ(Property, "other." + Property)}) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"hash ^= {_type.Hash(Property)};");

    public override void Write(CodeWriter writer)
    {
        writer.Open($"if ({IsSet})");
        WriteTag(writer);
        writer.Line(_type.Write(Property)).Close();
    }

    public override void Size(CodeWriter writer) =>
        writer.Line($"if ({IsSet}) size += {Literals.Of(Tag.Length)} + {_type.Size(Property)};");

    public override void Parse(CodeWriter writer) => writer.Line($"{Property} = {_type.Read()};");
}

/// <summary>A message or group in a oneof.</summary>
internal sealed class OneofMessage(FieldDescriptor field, FieldNames names, OneofNames oneof) : OneofMember(field, names, oneof)
{
    private readonly MessageType _type = new(field);

    public override bool InBits => false;

    private string Value => $"({_type.Name}){Oneof.Reference}!";

    public override bool MeasuresVarint => _type.MeasuresVarint;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        Documentation(writer);
        Oblivious(writer, () => writer.Open($"public {_type.Name} {Property}")
            .Line($"get => {IsSet} ? ({_type.Name}){Oneof.Reference} : null;")
            .Open("set")
            .Line($"{Oneof.Reference} = value;")
            .Line($"{Oneof.CaseBacking} = value is null ? {Oneof.CaseEnum}.None : {Case};")
            .Close()
            .Close());
        if (MessageNames.HasPresenceMembers(Field))
            Presence(writer, IsSet, $"if ({IsSet}) {Oneof.Clear}();");
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Property} = other.{Property}.Clone();");

    public override void Equality(CodeWriter writer) => writer.Line($"if (!object.Equals({Property}, other.{Property})) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"hash ^= {Property}.GetHashCode();");

    public override void Write(CodeWriter writer)
    {
        writer.Open($"if ({IsSet})").Line($"var value = {Value};");
        _type.Write(writer, "value");
        writer.Close();
    }

    public override void Size(CodeWriter writer)
    {
        writer.Open($"if ({IsSet})").Line($"var value = {Value};");
        _type.Size(writer, "value");
        writer.Close();
    }

    public override void Merge(CodeWriter writer) => writer
        .Line($"if ({Oneof.CaseBacking} != {Case}) {Property} = new {_type.Name}();")
        .Line($"{Property}.MergeFrom(other.{Property});");

    // What was set before stays if the input turns out to be malformed, as with protoc's classes.
    public override void Parse(CodeWriter writer) => writer
        .Line($"var value = new {_type.Name}();")
        .Line($"if ({IsSet}) value.MergeFrom({Value});")
        .Line(_type.Read("value"))
        .Line($"{Property} = value;");
}

/// <summary>A wrapper in a oneof.</summary>
internal sealed class OneofWrapper(FieldDescriptor field, FieldNames names, OneofNames oneof) : OneofMember(field, names, oneof)
{
    private readonly WrapperType _type = new(field);

    public override bool InBits => !_type.Wrapped.IsReference;

    private string Value => InBits
        ? $"({_type.Nullable})({_type.Wrapped.FromBits(Oneof.Bits)})"
        : $"({_type.Wrapped.Name}){Oneof.Reference}";

    public override bool MeasuresVarint => false;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        writer.Line($"private static readonly global::Google.Protobuf.FieldCodec<{_type.Oblivious}> {Names.Codec} = {_type.Codec(Tag)};");
        Documentation(writer);
        Oblivious(writer, () => Accessors(writer));
    }

    public override void Equality(CodeWriter writer) =>
        writer.Line($"if ({_type.Wrapped.NullableDiffer(Property, "other." + Property)}) return false;");

    public override void Hash(CodeWriter writer) =>
        writer.Line($"hash ^= {_type.Wrapped.Hash(InBits ? Property + ".GetValueOrDefault()" : Property)};");

    public override void Write(CodeWriter writer) =>
        writer.Line($"if ({IsSet}) {Names.Codec}.WriteTagAndValue(ref output, {Property});");

    public override void Size(CodeWriter writer) =>
        writer.Line($"if ({IsSet}) size += {Names.Codec}.CalculateSizeWithTag({Property});");

    public override void Parse(CodeWriter writer) => writer.Line($"{Property} = {Names.Codec}.Read(ref input);");

    private void Accessors(CodeWriter writer)
    {
        writer.Open($"public {_type.Oblivious} {Property}")
            .Line($"get => {IsSet} ? {Value} : null;")
            .Open("set");
        if (InBits)
            writer.Line($"{Oneof.Bits} = {_type.Wrapped.ToBits("value.GetValueOrDefault()")};");
        else
            writer.Line($"{Oneof.Reference} = value;");
        writer.Line($"{Oneof.CaseBacking} = value is null ? {Oneof.CaseEnum}.None : {Case};").Close().Close();
    }
}
