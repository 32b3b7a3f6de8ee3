using System.Buffers;
using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>
/// Decompresses one message, and never makes more than one byte over the limit of it, or over what the input itself announces. What comes out lies in pooled segments like what was received,
/// so many large messages at the same time do not leave a large array behind on each thread. What grows out of proportion is counted before it is kept: a bomb, whatever its trailer announces,
/// costs time but no memory.
/// </summary>
internal static class Decompressor
{
    // What is kept of a message whose length is not known: so many bytes, and so many for each byte of the input that they needed. Text rarely shrinks to less than a twentieth.
    private const int KeptInAnyCase = 256 * 1024;
    private const int KeptPerByte = 32;

    /// <summary>On success the caller disposes <paramref name="plain"/>.</summary>
    public static bool TryDecompress(
        in ReadOnlySequence<byte> payload, ICompressionProvider provider, MessageReadOptions options, out InboundMessage plain, out Status fault)
    {
        fault = default;
        plain = default;
        var check = payload.Length > 0 ? provider as IWholenessCheck : null;
        var announced = check?.AnnouncedLength(payload);
        if (announced > options.MaxReceiveMessageSize)
        {
            fault = MessageFault.TooLargeDecompressed(options, payload.Length);
            return false;
        }

        var output = default(SegmentList);
        try
        {
            var length = Decompress(payload, provider, (announced ?? options.MaxReceiveMessageSize) + 1L, ref output);
            if (length > options.MaxReceiveMessageSize)
            {
                fault = MessageFault.TooLargeDecompressed(options, payload.Length);
            }
            else if (check?.IsWhole(payload, output.Bytes) == false)
            {
                fault = MessageFault.BadCompression(options, provider.EncodingName, new InvalidDataException("it is truncated or damaged."));
            }
            else
            {
                plain = output.ToMessage();
                return true;
            }
        }
        catch (Exception error)
        {
            fault = MessageFault.BadCompression(options, provider.EncodingName, error);
        }

        output.ToMessage().Dispose();
        return false;
    }

    /// <summary>The number of bytes, of which no more than <paramref name="most"/> are looked for; all are in <paramref name="output"/> when they are fewer.</summary>
    private static long Decompress(in ReadOnlySequence<byte> payload, ICompressionProvider provider, long most, ref SegmentList output)
    {
        var input = new ReadOnlySequenceStream(payload);
        using (var stream = provider.CreateDecompressionStream(input))
        {
            if (IsKeptInProportion(stream, input, most, ref output)) return output.Length;

            var length = output.Length;
            output.ToMessage().Dispose();
            output = default;
            length = Count(stream, length, most);
            if (length == most) return length;
        }

        using var again = provider.CreateDecompressionStream(new ReadOnlySequenceStream(payload));
        output.ReadUpTo(again, most);
        return output.Length;
    }

    private static bool IsKeptInProportion(Stream stream, ReadOnlySequenceStream input, long most, ref SegmentList output)
    {
        while (true)
        {
            var allowed = Math.Min(most, KeptInAnyCase + KeptPerByte * input.BytesRead);
            if (output.Length >= allowed) return false;
            output.ReadUpTo(stream, allowed);
            if (output.Length < allowed || output.Length == most) return true;
        }
    }

    private static long Count(Stream stream, long length, long most)
    {
        var scratch = ReceiveSegment.Rent();
        try
        {
            int read;
            while (length < most && (read = stream.Read(scratch.Array, 0, (int)Math.Min(scratch.Array.Length, most - length))) > 0) length += read;
            return length;
        }
        finally
        {
            scratch.Release();
        }
    }
}
