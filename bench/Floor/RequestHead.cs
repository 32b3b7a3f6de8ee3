using System.Text;

namespace Floor;

/// <summary>The header block of a request (RFC 7541) as a client writes it that repeats itself: whole the first time on a connection, six bytes from then on.</summary>
internal static class RequestHead
{
    // ":method: POST" and ":scheme: http" are entries of the static table (section 6.1); the names of ":path", ":authority" and content-type stand there too (section 6.2.1).
    private const byte MethodPost = 0x83, SchemeHttp = 0x86, PathName = 0x44, AuthorityName = 0x41, ContentTypeName = 0x5f, NewName = 0x40;

    /// <summary>After <see cref="First"/>: the same fields out of the dynamic table, whose newest entry has the index 62.</summary>
    public static ReadOnlySpan<byte> Again => [MethodPost, SchemeHttp, 0x80 | 65, 0x80 | 64, 0x80 | 63, 0x80 | 62];

    /// <summary>Four fields enter the dynamic table: path, authority, content-type, te.</summary>
    public static byte[] First(string path)
    {
        List<byte> head = [MethodPost, SchemeHttp];
        Add(head, PathName, path);
        Add(head, AuthorityName, "localhost");
        Add(head, ContentTypeName, "application/grpc");
        Add(head, NewName, "te", "trailers");
        return [.. head];
    }

    private static void Add(List<byte> head, byte first, params ReadOnlySpan<string> texts)
    {
        head.Add(first);
        foreach (var text in texts)
        {
            head.Add((byte)text.Length);
            head.AddRange(Encoding.ASCII.GetBytes(text));
        }
    }
}
