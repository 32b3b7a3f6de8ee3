namespace Peregrine.Http2.Hpack;

/// <summary>The fields of one decoded header block, in order. Owned and reused by the decoder: valid during the event that delivers it.</summary>
public sealed class HeaderList
{
    /// <summary>The number of fields.</summary>
    public int Count => throw new NotImplementedException();

    /// <summary>The name of field <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Name(int index) => throw new NotImplementedException();

    /// <summary>The value of field <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> Value(int index) => throw new NotImplementedException();

    /// <summary>The table entry behind field <paramref name="index"/> (static or dynamic table), or null for a literal that entered no table.</summary>
    public HeaderField? Entry(int index) => throw new NotImplementedException();

    /// <summary>The field as an object that may be kept: the table entry, or a copy.</summary>
    public HeaderField Keep(int index) => throw new NotImplementedException();
}
