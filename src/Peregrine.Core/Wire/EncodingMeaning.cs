using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The text of a <c>grpc-encoding</c>, made once per table entry.</summary>
internal sealed class EncodingMeaning : FieldMeaning
{
    private readonly string _name;

    private EncodingMeaning(string name) : base(WellKnownField.Encoding) => _name = name;

    /// <summary>The encoding that a kept field names.</summary>
    public static string NameOf(HeaderField field)
    {
        if (field.Meaning is EncodingMeaning known) return known._name;
        var meaning = new EncodingMeaning(Encoding.Latin1.GetString(field.Value.Trim(" \t"u8)));
        field.Meaning = meaning;
        return meaning._name;
    }
}
