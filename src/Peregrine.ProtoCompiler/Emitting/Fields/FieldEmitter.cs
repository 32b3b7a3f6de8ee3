using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>Writes what one field adds to its message class. There is one subclass per way to hold a value.</summary>
internal abstract class FieldEmitter(FieldDescriptor field, FieldNames names)
{
    public FieldDescriptor Field { get; } = field;

    public FieldNames Names { get; } = names;

    /// <summary>The tag it is written with.</summary>
    protected WireTag Tag { get; } = WireTag.Of(field);

    protected string Property => Names.Property;

    protected string Backing => Names.Backing;

    /// <summary>The number, the state and the properties.</summary>
    public abstract void Members(CodeWriter writer);

    /// <summary>Statements that copy the value of <c>other</c> into a new message.</summary>
    public abstract void Clone(CodeWriter writer);

    /// <summary>Statements that return false when <c>other</c> differs.</summary>
    public abstract void Equality(CodeWriter writer);

    /// <summary>Statements that mix the value into <c>hash</c>.</summary>
    public abstract void Hash(CodeWriter writer);

    /// <summary>Statements that append to <c>output</c>.</summary>
    public abstract void Write(CodeWriter writer);

    /// <summary>Statements that add to <c>size</c>.</summary>
    public abstract void Size(CodeWriter writer);

    /// <summary>Statements that merge <c>other</c> into this.</summary>
    public abstract void Merge(CodeWriter writer);

    /// <summary>The body behind <see cref="Tags"/>, without <c>break</c>.</summary>
    public abstract void Parse(CodeWriter writer);

    /// <summary>Whether <see cref="Size"/> calls the method of <see cref="VarintSize"/>.</summary>
    public abstract bool MeasuresVarint { get; }

    /// <summary>Whether <see cref="Parse"/> goes on until it has read a tag into <c>tag</c> that is not its own.</summary>
    public virtual bool ReadsNextTag => false;

    /// <summary>The tags that <see cref="Parse"/> takes.</summary>
    public virtual IEnumerable<WireTag> Tags => [Tag];

    protected void Number(CodeWriter writer) => writer
        .Line($"/// <summary>The number of the field <c>{Field.Name}</c>.</summary>")
        .Line($"public const int {Names.Number} = {Literals.Of(Field.Number)};");

    protected void Documentation(CodeWriter writer)
    {
        DocComments.Summary(writer, Field, $"The field <c>{Field.Name}</c>.");
        Obsolete(writer);
    }

    protected void Obsolete(CodeWriter writer)
    {
        if (Field.Options.Deprecated || (Field.Type == FieldType.Message && Field.MessageType!.Options.Deprecated))
            writer.Line("[global::System.Obsolete]");
    }

    /// <summary><c>HasX</c> and <c>ClearX</c>.</summary>
    protected void Presence(CodeWriter writer, string isSet, params string[] clear)
    {
        writer.Line($"/// <summary>Whether <see cref=\"{Property}\"/> is set.</summary>");
        Obsolete(writer);
        writer.Line($"public bool {Names.Has} => {isSet};")
            .Line($"/// <summary>Unsets <see cref=\"{Property}\"/>, if it is set.</summary>");
        Obsolete(writer);
        writer.Open($"public void {Names.Clear}()");
        foreach (var statement in clear)
            writer.Line(statement);
        writer.Close();
    }

    protected void WriteTag(CodeWriter writer) => writer.Line($"output.WriteRawTag({Tag.Bytes});");

    /// <summary>
    /// Opens a stretch where the type of a member says nothing about null: such a property may be null, and yet code written for
    /// <c>protoc</c>'s classes, which reads through it unchecked, must compile without a warning.
    /// </summary>
    protected static void Oblivious(CodeWriter writer, Action members)
    {
        writer.Directive(NullableContext.Oblivious);
        members();
        writer.Directive(NullableContext.Annotated);
    }
}
