using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// A singular scalar with presence. A reference is null while unset; for the others a bit tells, and the state holds the default while unset.
/// </summary>
/// <param name="field">The field.</param>
/// <param name="names">Its names.</param>
/// <param name="bit">Which bit of the message tells; not used for references.</param>
internal sealed class PresenceField(FieldDescriptor field, FieldNames names, int bit) : FieldEmitter(field, names)
{
    private readonly ScalarType _type = ScalarType.Of(field);
    private readonly string _default = Literals.Default(field);
    private readonly string _word = "_hasBits" + Literals.Of(bit / 32);
    private readonly string _mask = Literals.Of(1 << (bit % 32));

    /// <summary>Whether the field needs a bit.</summary>
    public static bool TakesBit(FieldDescriptor field) =>
        field is { HasPresence: true, MessageType: null, RealOneof: null, Type: not (FieldType.String or FieldType.Bytes) };

    private string Default => _type.Type == FieldType.Bytes ? Names.Default : _default;

    public override bool MeasuresVarint => _type.IsVarint;

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        if (_type.IsReference)
            ReferenceState(writer);
        else
            BitState(writer);
        Presence(writer, IsSet(""), _type.IsReference ? [$"{Backing} = null;"] : [$"{_word} &= ~{_mask};", $"{Backing} = {_default};"]);
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing};");

    public override void Equality(CodeWriter writer)
    {
        var mine = _type.IsReference ? $"({Backing} ?? {Default})" : Backing;
        var others = _type.IsReference ? $"(other.{Backing} ?? {Default})" : "other." + Backing;
        writer.Line($"if ({_type.Differ(mine, others)}) return false;");
    }

    public override void Hash(CodeWriter writer) => writer.Line($"if ({IsSet("")}) hash ^= {_type.Hash(Backing)};");

    public override void Write(CodeWriter writer)
    {
        writer.Open($"if ({IsSet("")})");
        WriteTag(writer);
        writer.Line(_type.Write(Backing)).Close();
    }

    public override void Size(CodeWriter writer) =>
        writer.Line($"if ({IsSet("")}) size += {Literals.Of(Tag.Length)} + {_type.Size(Backing)};");

    public override void Merge(CodeWriter writer)
    {
        writer.Open($"if ({IsSet("other.")})");
        Set(writer, $"other.{Backing}");
        writer.Close();
    }

    public override void Parse(CodeWriter writer) => Set(writer, _type.Read());

    private void ReferenceState(CodeWriter writer)
    {
        if (_type.Type == FieldType.Bytes)
            writer.Line($"private static readonly {_type.Name} {Names.Default} = {_default};");
        writer.Line($"private {_type.Name}? {Backing};");
        Documentation(writer);
        writer.Open($"public {_type.Name} {Property}")
            .Line($"get => {Backing} ?? {Default};")
            .Line($"set => {Backing} = global::Google.Protobuf.ProtoPreconditions.CheckNotNull(value, nameof(value));")
            .Close();
    }

    private void BitState(CodeWriter writer)
    {
        writer.Line($"private {_type.Name} {Backing}{(Literals.DefaultIsZero(Field) ? "" : " = " + _default)};");
        Documentation(writer);
        writer.Open($"public {_type.Name} {Property}").Line($"get => {Backing};").Open("set");
        Set(writer, "value");
        writer.Close().Close();
    }

    private void Set(CodeWriter writer, string value)
    {
        if (!_type.IsReference)
            writer.Line($"{_word} |= {_mask};");
        writer.Line($"{Backing} = {value};");
    }

    private string IsSet(string owner) => _type.IsReference ? $"{owner}{Backing} != null" : $"({owner}{_word} & {_mask}) != 0";
}
