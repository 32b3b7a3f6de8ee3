using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The fields of a block that are the user's metadata: references only, made into <see cref="Metadata"/> when it is asked for.</summary>
internal struct CustomFields
{
    private HeaderField[]? _fields;
    private int _count;

    /// <summary>Keeps field <paramref name="index"/>; false when it is a <c>-bin</c> field that is not base64.</summary>
    public bool Add(HeaderList headers, int index)
    {
        var field = headers.Keep(index);
        if (field.Name.EndsWith("-bin"u8) && MetadataMeaning.Of(field).Entries is null) return false;
        Add(field);
        return true;
    }

    /// <summary>Whether there are none.</summary>
    public readonly bool IsEmpty => _count == 0;

    /// <summary>The metadata; new at each call, or <see cref="Metadata.Empty"/>.</summary>
    public readonly Metadata ToMetadata() => IsEmpty ? Metadata.Empty : ToMetadata(null);

    /// <summary>The metadata, the user agent first; new at each call: interceptors of users may change it.</summary>
    public readonly Metadata ToMetadata(HeaderField? userAgent)
    {
        var metadata = new Metadata();
        if (userAgent is not null) AddTo(metadata, userAgent);
        for (var i = 0; i < _count; i++) AddTo(metadata, _fields![i]); // count > 0
        return metadata;
    }

    private static void AddTo(Metadata metadata, HeaderField field)
    {
        foreach (var entry in MetadataMeaning.Of(field).Entries!) metadata.Add(entry); // invalid ones were refused
    }

    private void Add(HeaderField field)
    {
        _fields ??= new HeaderField[4];
        if (_count == _fields.Length) Array.Resize(ref _fields, _count * 2);
        _fields[_count++] = field;
    }
}
