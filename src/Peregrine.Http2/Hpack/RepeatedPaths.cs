namespace Peregrine.Http2.Hpack;

/// <summary>
/// The last paths that came as literals which enter no table, as nghttp2 and the proxies built on it send every <c>:path</c>. When the same bytes come again the field
/// made for them is given out again, without decoding, and with it what the layer above knows of it (<see cref="HeaderField.Meaning"/>).
/// </summary>
internal struct RepeatedPaths
{
    private const int Kept = 4;
    private const int LongestCoded = 128;

    private (byte[] Coded, HeaderField Field)[]? _paths;
    private int _oldest;

    /// <summary>Whether names with this index of the static table are paths.</summary>
    public static bool IsPath(int nameIndex) => nameIndex is 4 or 5;

    /// <summary>The field whose value begins <paramref name="block"/>, its length prefix first, and how many bytes that is; null when it is none of these.</summary>
    public readonly HeaderField? Find(ReadOnlySpan<byte> block, out int coded)
    {
        foreach (var (bytes, field) in _paths ?? [])
        {
            coded = bytes.Length;
            if (coded > 0 && block.StartsWith(bytes)) return field;
        }

        coded = 0;
        return null;
    }

    /// <summary>Makes the field of a value that was just decoded from <paramref name="coded"/>, and keeps it in the place of the oldest.</summary>
    public HeaderField Make(ReadOnlySpan<byte> coded, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var field = new HeaderField(name, value);
        if (coded.Length > LongestCoded) return field;

        _paths ??= [.. Enumerable.Repeat((Array.Empty<byte>(), field), Kept)];
        _paths[_oldest] = (coded.ToArray(), field);
        _oldest = (_oldest + 1) % Kept;
        return field;
    }
}
