using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>
/// What was found out about a header field; kept in <see cref="HeaderField.Meaning"/>, so that a field which comes again by its index costs one type check.
/// A subclass carries more: a parsed value here, the route of a <c>:path</c> in the server's router. Immutable, and a function of the field alone.
/// </summary>
internal class FieldMeaning(WellKnownField field)
{
    private static readonly FieldMeaning[] ByField = [.. Enum.GetValues<WellKnownField>().Select(field => new FieldMeaning(field))];

    /// <summary>Which field it is.</summary>
    public WellKnownField Field { get; } = field;

    /// <summary>Which field number <paramref name="index"/> of a list is; remembered where the decoder's table has it.</summary>
    public static WellKnownField Of(HeaderList headers, int index)
    {
        if (headers.Entry(index) is not { } entry) return FieldNames.Find(headers.Name(index));
        if (entry.Meaning is FieldMeaning known) return known.Field;
        var field = FieldNames.Find(entry.Name);
        entry.Meaning = ByField[(int)field];
        return field;
    }
}
