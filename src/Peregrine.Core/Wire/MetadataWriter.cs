using System.Buffers;
using System.Text;
using Peregrine.Http2.Connections;

namespace Peregrine.Wire;

/// <summary>Writes metadata as header fields; reserved names are left out (see <see cref="Metadata"/>).</summary>
internal static class MetadataWriter
{
    private const int StackSize = 512;
    private const int LongestIndexed = 512; // a longer value would push everything else out of a table of 4 KiB

    /// <summary>Writes all entries, in order.</summary>
    public static void Write(HeaderBlockWriter writer, Metadata? metadata)
    {
        if (metadata is null) return;
        for (var i = 0; i < metadata.Count; i++)
        {
            if (!FieldNames.IsReserved(metadata[i].Key)) Write(writer, metadata[i]);
        }
    }

    private static void Write(HeaderBlockWriter writer, Metadata.Entry entry)
    {
        var length = entry.IsBinary ? BinaryHeader.MaxEncodedLength(entry.Bytes.Length) : entry.Value.Length;
        var needed = entry.Key.Length + length;
        byte[]? rented = null;
        Span<byte> buffer = needed <= StackSize ? stackalloc byte[StackSize] : (rented = ArrayPool<byte>.Shared.Rent(needed));

        var name = buffer[..Encoding.Latin1.GetBytes(entry.Key, buffer)];
        var rest = buffer[name.Length..];
        var value = rest[..(entry.IsBinary ? BinaryHeader.Encode(entry.Bytes, rest) : Encoding.Latin1.GetBytes(entry.Value, rest))];
        writer.Add(name, value.Trim((byte)' '), Indexing(entry, value.Length));

        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private static HeaderIndexing Indexing(Metadata.Entry entry, int length) => entry.Key switch
    {
        _ when entry.IsMarkedSecret => HeaderIndexing.Never, // RFC 7541 section 7.1.3; the encoder knows the secret names
        "traceparent" or "tracestate" or "grpc-trace-bin" or "grpc-tags-bin" or "x-request-id" => HeaderIndexing.Once,
        _ => length > LongestIndexed ? HeaderIndexing.Once : HeaderIndexing.Remember,
    };
}
