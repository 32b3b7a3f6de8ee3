using System.Buffers;
using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>Decompresses one message, and never makes more than one byte over the limit of it, whatever the input promises.</summary>
internal static class Decompressor
{
    private const int FirstSize = 4 * 1024;

    /// <summary>On success <paramref name="plain"/> lies in a rented array that the caller returns.</summary>
    public static bool TryDecompress(
        in ReadOnlySequence<byte> payload, ICompressionProvider provider, MessageReadOptions options, out ArraySegment<byte> plain, out Status fault)
    {
        plain = default;
        fault = default;
        var buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
        try
        {
            using var stream = provider.CreateDecompressionStream(new ReadOnlySequenceStream(payload));
            var length = ReadUpTo(stream, ref buffer, options.MaxReceiveMessageSize + 1L);
            if (length > options.MaxReceiveMessageSize)
            {
                fault = MessageFault.TooLargeDecompressed(options, payload.Length);
            }
            else if (payload.Length > 0 && provider is IWholenessCheck check && !check.IsWhole(payload, buffer.AsSpan(0, length)))
            {
                fault = MessageFault.BadCompression(options, provider.EncodingName, new InvalidDataException("it is truncated or damaged."));
            }
            else
            {
                plain = new ArraySegment<byte>(buffer, 0, length);
                return true;
            }
        }
        catch (Exception error)
        {
            fault = MessageFault.BadCompression(options, provider.EncodingName, error);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return false;
    }

    private static int ReadUpTo(Stream stream, ref byte[] buffer, long most)
    {
        most = Math.Min(most, Array.MaxLength);
        var length = 0;
        while (length < most)
        {
            if (length == buffer.Length) buffer = Doubled(buffer, most);
            var room = (int)Math.Min(buffer.Length, most) - length;
            var read = stream.Read(buffer, length, room);
            if (read == 0) break;
            length += read;
        }

        return length;
    }

    private static byte[] Doubled(byte[] buffer, long most)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * buffer.Length, most));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
