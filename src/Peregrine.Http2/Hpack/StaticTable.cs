namespace Peregrine.Http2.Hpack;

/// <summary>Where the static table has a name and the whole field, 0 when nowhere. One word, so that racing writers of a shared field cannot tear it.</summary>
internal readonly record struct StaticMatch
{
    private const int Known = 1 << 16;

    private readonly int _packed;

    public StaticMatch(int nameIndex, int fieldIndex) => _packed = Known | fieldIndex << 8 | nameIndex;

    public bool IsKnown => _packed != 0;

    public int NameIndex => _packed & 0xFF;

    public int FieldIndex => (_packed >> 8) & 0xFF;
}

/// <summary>The 61 fields that both ends know from the start (RFC 7541 appendix A).</summary>
internal static class StaticTable
{
    public const int Count = 61;

    private static readonly HeaderField[] Fields = Build();
    private static readonly byte[][] IndexesByNameLength = GroupByNameLength();

    /// <summary>The field at <paramref name="index"/>, 1 to 61.</summary>
    public static HeaderField At(int index) => Fields[index - 1];

    /// <summary>Looks a field up by its bytes.</summary>
    public static StaticMatch Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.Length >= IndexesByNameLength.Length) return new(0, 0);
        byte nameIndex = 0;
        foreach (var index in IndexesByNameLength[name.Length])
        {
            var field = At(index);
            if (!field.Name.SequenceEqual(name)) continue;
            if (nameIndex == 0) nameIndex = index;
            // An empty value in the table means "any"; sent as such it is still a match.
            if (field.Value.SequenceEqual(value)) return new(nameIndex, index);
        }
        return new(nameIndex, 0);
    }

    private static byte[][] GroupByNameLength()
    {
        var groups = new List<byte>[28];
        for (var i = 0; i < groups.Length; i++) groups[i] = [];
        for (byte index = 1; index <= Count; index++) groups[At(index).Name.Length].Add(index);
        return Array.ConvertAll(groups, static group => group.ToArray());
    }

    private static HeaderField[] Build()
    {
        ReadOnlySpan<string> lines =
        [
            ":authority=", ":method=GET", ":method=POST", ":path=/", ":path=/index.html", ":scheme=http", ":scheme=https",
            ":status=200", ":status=204", ":status=206", ":status=304", ":status=400", ":status=404", ":status=500",
            "accept-charset=", "accept-encoding=gzip, deflate", "accept-language=", "accept-ranges=", "accept=",
            "access-control-allow-origin=", "age=", "allow=", "authorization=", "cache-control=", "content-disposition=",
            "content-encoding=", "content-language=", "content-length=", "content-location=", "content-range=", "content-type=",
            "cookie=", "date=", "etag=", "expect=", "expires=", "from=", "host=", "if-match=", "if-modified-since=",
            "if-none-match=", "if-range=", "if-unmodified-since=", "last-modified=", "link=", "location=", "max-forwards=",
            "proxy-authenticate=", "proxy-authorization=", "range=", "referer=", "refresh=", "retry-after=", "server=",
            "set-cookie=", "strict-transport-security=", "transfer-encoding=", "user-agent=", "vary=", "via=", "www-authenticate=",
        ];
        var fields = new HeaderField[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var split = lines[i].IndexOf('=', StringComparison.Ordinal);
            fields[i] = new(
                System.Text.Encoding.ASCII.GetBytes(lines[i][..split]),
                System.Text.Encoding.ASCII.GetBytes(lines[i][(split + 1)..]));
        }
        return fields;
    }
}
