using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The names in a <c>grpc-accept-encoding</c>, split once per table entry.</summary>
internal sealed class AcceptEncodingMeaning : FieldMeaning
{
    private readonly string[] _names;

    private AcceptEncodingMeaning(string[] names) : base(WellKnownField.AcceptEncoding) => _names = names;

    /// <summary>Whether a kept field lists an encoding.</summary>
    public static bool Lists(HeaderField field, string encoding)
    {
        if (field.Meaning is not AcceptEncodingMeaning meaning)
        {
            meaning = new AcceptEncodingMeaning(Encoding.Latin1.GetString(field.Value).Split(',', StringSplitOptions.TrimEntries));
            field.Meaning = meaning;
        }

        return Array.IndexOf(meaning._names, encoding) >= 0;
    }
}
