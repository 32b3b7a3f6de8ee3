using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The metadata entries that a custom field (or the user agent) stands for: one, or several when a <c>-bin</c> field joins values by commas. Null when it is not valid.</summary>
internal sealed class MetadataMeaning : FieldMeaning
{
    private MetadataMeaning(WellKnownField field, Metadata.Entry[]? entries) : base(field) => Entries = entries;

    /// <summary>The entries; null when the value is not base64.</summary>
    public Metadata.Entry[]? Entries { get; }

    /// <summary>The meaning of a kept field, made once per table entry.</summary>
    public static MetadataMeaning Of(HeaderField field)
    {
        if (field.Meaning is MetadataMeaning known) return known;
        var meaning = new MetadataMeaning(FieldNames.Find(field.Name), Parse(field));
        field.Meaning = meaning;
        return meaning;
    }

    private static Metadata.Entry[]? Parse(HeaderField field)
    {
        var key = Encoding.Latin1.GetString(field.Name);
        if (!field.Name.EndsWith("-bin"u8)) return [Metadata.Entry.ReceivedText(key, Encoding.Latin1.GetString(field.Value), field.NeverIndexed)];
        if (!BinaryHeader.TryDecode(field.Value, out var values)) return null;
        var entries = new Metadata.Entry[values.Length];
        for (var i = 0; i < values.Length; i++) entries[i] = Metadata.Entry.ReceivedBytes(key, values[i], field.NeverIndexed);
        return entries;
    }
}
