using System.Text;

namespace Peregrine.TestKit;

/// <summary>Header blocks for scripted peers, written by hand and not by the engine: every field a literal without indexing and without Huffman coding.</summary>
public static class HeaderBlocks
{
    public static byte[] Of(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var block = new List<byte>();
        foreach (var (name, value) in fields)
        {
            block.Add(0x00);
            AddString(block, name);
            AddString(block, value);
        }
        return [.. block];
    }

    /// <summary>A well-formed POST to <paramref name="path"/>, with more fields behind.</summary>
    public static byte[] Request(string path = "/", params ReadOnlySpan<(string Name, string Value)> more) =>
        [.. Of((":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test")), .. Of(more)];

    /// <summary>How many fields <see cref="Call"/> has of its own.</summary>
    public const int CallFields = 6;

    /// <summary>The head of a gRPC call to <c>/test.Echo/Unary</c>, with more fields behind.</summary>
    public static byte[] Call(params ReadOnlySpan<(string Name, string Value)> more) =>
        [.. Request("/test.Echo/Unary", ("te", "trailers"), ("content-type", "application/grpc")), .. Of(more)];

    /// <summary>A response head, with more fields behind.</summary>
    public static byte[] Response(string status = "200", params ReadOnlySpan<(string Name, string Value)> more) =>
        [.. Of((":status", status)), .. Of(more)];

    /// <summary>An integer with a prefix (RFC 7541 section 5.1).</summary>
    public static void AddInteger(List<byte> block, byte pattern, int prefixBits, int value)
    {
        var mask = (1 << prefixBits) - 1;
        if (value < mask)
        {
            block.Add((byte)(pattern | value));
            return;
        }
        block.Add((byte)(pattern | mask));
        for (value -= mask; value >= 128; value /= 128) block.Add((byte)(value % 128 + 128));
        block.Add((byte)value);
    }

    private static void AddString(List<byte> block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        AddInteger(block, 0x00, 7, bytes.Length);
        block.AddRange(bytes);
    }
}
