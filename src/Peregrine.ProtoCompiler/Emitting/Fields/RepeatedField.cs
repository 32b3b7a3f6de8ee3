using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// A repeated field: a list that is never null. Plain loops measure and write it, and read what cannot be packed: the runtime calls a
/// delegate for each element. Two things are left to its codec: packed numbers of a fixed size, which it copies as a block, and reading what may be packed.
/// </summary>
internal sealed class RepeatedField(FieldDescriptor field, FieldNames names) : FieldEmitter(field, names)
{
    private readonly ElementCodec _element = ElementCodec.Of(field);
    private readonly MessageType? _message = field.MessageType is not null && !WrapperType.Is(field) ? new(field) : null;
    private readonly ScalarType? _scalar = field.MessageType is null ? ScalarType.Of(field) : null;

    /// <summary>Packed and unpacked are both read, whichever is written.</summary>
    public override IEnumerable<WireTag> Tags => Field.IsPackable
        ? [new(Field.Number, WireTag.LengthDelimited), new(Field.Number, WireTag.WireType(Field.Type))]
        : [Tag];

    public override bool ReadsNextTag => !IsReadByCodec;

    public override bool MeasuresVarint => _message?.MeasuresVarint ?? (!IsWrittenByCodec && _scalar!.IsVarint);

    private string Type => $"global::Google.Protobuf.Collections.RepeatedField<{_element.ElementType}>";

    private bool IsWrittenByCodec => _message is null && (_scalar is null || (Field.IsPacked && _scalar.FixedSize > 0));

    private bool IsReadByCodec => IsWrittenByCodec || Field.IsPackable;

    private string Item => Backing + "[i]";

    private string ForEach => $"for (var i = 0; i < {Backing}.Count; i++)";

    public override void Members(CodeWriter writer)
    {
        Number(writer);
        if (IsReadByCodec)
            writer.Line($"private static readonly global::Google.Protobuf.FieldCodec<{_element.ElementType}> {Names.Codec} = {_element.Create(Field)};");
        writer.Line($"private readonly {Type} {Backing} = new {Type}();");
        Documentation(writer);
        writer.Line($"public {Type} {Property} => {Backing};");
    }

    public override void Clone(CodeWriter writer) => writer.Line($"{Backing} = other.{Backing}.Clone();");

    public override void Equality(CodeWriter writer) => writer.Line($"if (!{Backing}.Equals(other.{Backing})) return false;");

    public override void Hash(CodeWriter writer) => writer.Line($"hash ^= {Backing}.GetHashCode();");

    public override void Write(CodeWriter writer)
    {
        if (IsWrittenByCodec)
        {
            writer.Line($"{Backing}.WriteTo(ref output, {Names.Codec});");
        }
        else if (_message is not null)
        {
            writer.Open(ForEach).Line($"var item = {Item};");
            _message.Write(writer, "item");
            writer.Close();
        }
        else if (Field.IsPacked)
        {
            WritePacked(writer, _scalar!);
        }
        else
        {
            writer.Open(ForEach);
            WriteTag(writer);
            writer.Line(_scalar!.Write(Item)).Close();
        }
    }

    public override void Size(CodeWriter writer)
    {
        if (IsWrittenByCodec)
        {
            writer.Line($"size += {Backing}.CalculateSize({Names.Codec});");
        }
        else if (_message is not null)
        {
            writer.Open(ForEach).Line($"var item = {Item};");
            _message.Size(writer, "item");
            writer.Close();
        }
        else if (Field.IsPacked)
        {
            SizePacked(writer, _scalar!);
        }
        else
        {
            writer.Open(ForEach).Line($"size += {Literals.Of(Tag.Length)} + {_scalar!.Size(Item)};").Close();
        }
    }

    public override void Merge(CodeWriter writer) => writer.Line($"{Backing}.Add(other.{Backing});");

    public override void Parse(CodeWriter writer)
    {
        if (IsReadByCodec)
        {
            writer.Line($"{Backing}.AddEntriesFrom(ref input, {Names.Codec});");
            return;
        }
        writer.Open("do");
        if (_message is not null)
            writer.Line($"var item = new {_message.Name}();").Line(_message.Read("item")).Line($"{Backing}.Add(item);");
        else
            writer.Line($"{Backing}.Add({_scalar!.Read()});"); // what is neither a message nor read by the codec
        writer.Close($" while ((tag = input.ReadTag()) == {Tag});");
    }

    private void WritePacked(CodeWriter writer, ScalarType scalar)
    {
        writer.Open($"if ({Backing}.Count > 0)");
        PackedLength(writer, scalar);
        WriteTag(writer);
        writer.Line("output.WriteLength(length);").Open(ForEach).Line(scalar.Write(Item)).Close().Close();
    }

    private void SizePacked(CodeWriter writer, ScalarType scalar)
    {
        writer.Open($"if ({Backing}.Count > 0)");
        PackedLength(writer, scalar);
        writer.Line($"size += {Literals.Of(Tag.Length)} + {VarintSize.Of("length")} + length;").Close();
    }

    private void PackedLength(CodeWriter writer, ScalarType scalar) =>
        writer.Line("var length = 0;").Open(ForEach).Line($"length += {scalar.Size(Item)};").Close();
}
