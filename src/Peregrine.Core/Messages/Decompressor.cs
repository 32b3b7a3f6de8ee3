using System.Buffers;
using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>
/// Decompresses one message, and never makes more than one byte over the limit of it, or over what the input itself announces. What comes out lies in pooled segments like what was received,
/// so many large messages at the same time do not leave a large array behind on each thread.
/// </summary>
internal static class Decompressor
{
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
            using var stream = provider.CreateDecompressionStream(new ReadOnlySequenceStream(payload));
            output.ReadUpTo(stream, (announced ?? options.MaxReceiveMessageSize) + 1L);
            if (output.Length > options.MaxReceiveMessageSize)
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
}
