using System.Buffers;
using System.Buffers.Text;

namespace Peregrine.Wire;

/// <summary>
/// The value of a <c>-bin</c> field: base64, written without padding, read with or without; several values may be joined by commas
/// (grpc/doc/PROTOCOL-HTTP2.md, Custom-Metadata).
/// </summary>
internal static class BinaryHeader
{
    /// <summary>The number of bytes that <see cref="Encode"/> may need.</summary>
    public static int MaxEncodedLength(int length) => Base64.GetMaxEncodedToUtf8Length(length);

    /// <summary>Writes bytes as base64 without padding and returns the length.</summary>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        Base64.EncodeToUtf8(bytes, destination, out _, out var written);
        while (written > 0 && destination[written - 1] == '=') written--;
        return written;
    }

    /// <summary>Reads all values of a field, in order; false when one of them is not base64.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> field, out byte[][] values)
    {
        if (!field.Contains((byte)','))
        {
            values = TryDecodeOne(field, out var single) ? [single] : [];
            return values.Length == 1;
        }

        var all = new List<byte[]>();
        foreach (var range in field.Split((byte)','))
        {
            if (!TryDecodeOne(field[range], out var value))
            {
                values = [];
                return false;
            }

            all.Add(value);
        }

        values = [.. all];
        return true;
    }

    private static bool TryDecodeOne(ReadOnlySpan<byte> text, out byte[] value)
    {
        value = [];
        text = text.Trim(" \t"u8);
        var padding = text.Length - text.TrimEnd((byte)'=').Length;
        if (padding > 2 || (padding > 0 && text.Length % 4 != 0)) return false;
        text = text[..^padding];
        if (text.Length % 4 == 1) return false;

        // The decoder of the BCL wants padding, and would skip white space.
        if (text.ContainsAny(" \t\r\n"u8)) return false;
        var padded = ArrayPool<byte>.Shared.Rent(text.Length + 3);
        try
        {
            text.CopyTo(padded);
            var length = text.Length;
            while (length % 4 != 0) padded[length++] = (byte)'=';
            var bytes = new byte[text.Length * 3 / 4];
            var status = Base64.DecodeFromUtf8(padded.AsSpan(0, length), bytes, out _, out var written);
            value = bytes;
            return status == OperationStatus.Done && written == bytes.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(padded);
        }
    }
}
