using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>Turns received bytes into messages. Safe for any number of threads.</summary>
internal static class MessageDecoder
{
    [ThreadStatic]
    private static SequenceDeserializationContext? _cached;

    /// <summary>
    /// Decompresses (when flagged) and deserializes a message; false with the status to end the call with when that fails. The message stays the caller's.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="marshaller">Makes the value.</param>
    /// <param name="options">What this end accepts.</param>
    /// <param name="encoding">What <c>grpc-encoding</c> said; null when it was absent.</param>
    /// <param name="value">The value.</param>
    /// <param name="fault">Why there is none.</param>
    public static bool TryDecode<T>(
        in InboundMessage message, Marshaller<T> marshaller, MessageReadOptions options, string? encoding, [MaybeNullWhen(false)] out T value, out Status fault)
    {
        if (!message.IsCompressed) return TryDeserialize(message.Payload, marshaller, options, out value, out fault);

        value = default;
        if (encoding is null || CompressionRegistry.IsIdentity(encoding))
        {
            fault = MessageFault.CompressedWithoutEncoding(options);
            return false;
        }

        if (options.Compression.Find(encoding) is not { } provider)
        {
            fault = MessageFault.UnknownEncoding(options, encoding);
            return false;
        }

        if (!Decompressor.TryDecompress(message.Payload, provider, options, out var plain, out fault)) return false;
        using (plain) return TryDeserialize(plain.Payload, marshaller, options, out value, out fault);
    }

    /// <summary>Deserializes messages that were taken together (<see cref="InboundMessage.Count"/>), in order; the first that fails is the last.</summary>
    /// <returns>How many there are in <paramref name="slots"/>; less than the count with <paramref name="fault"/>.</returns>
    public static int DecodeRun<T>(in InboundMessage run, Marshaller<T> marshaller, MessageReadOptions options, MessageSlot<T>[] slots, out Status fault)
        where T : class
    {
        SequenceMarshal.TryGetArray(run.Payload, out var bytes); // a run lies in one piece of an array
        var start = bytes.Offset;
        var decoded = 0;
        var context = TakeContext();
        context.SetArray(bytes.Array);
        try
        {
            for (; decoded < run.Count; decoded++)
            {
                var length = (int)MessagePrefix.Read(bytes.Array.AsSpan(start)).Length;
                start += MessagePrefix.Size;
                context.SetRange(start, length);
                slots[decoded].Message = marshaller.ContextualDeserializer(context);
                start += length;
            }

            fault = default;
        }
        catch (Exception error)
        {
            fault = MessageFault.Unparsable(options, typeof(T), error);
        }
        finally
        {
            GiveBack(context);
        }

        return decoded;
    }

    private static bool TryDeserialize<T>(
        in ReadOnlySequence<byte> payload, Marshaller<T> marshaller, MessageReadOptions options, [MaybeNullWhen(false)] out T value, out Status fault)
    {
        var context = TakeContext();
        try
        {
            context.Set(payload);
            value = marshaller.ContextualDeserializer(context);
            fault = default;
            return true;
        }
        catch (Exception error)
        {
            value = default;
            fault = MessageFault.Unparsable(options, typeof(T), error);
            return false;
        }
        finally
        {
            GiveBack(context);
        }
    }

    // A deserializer may itself decode, so the context is taken out of its place while it is used.
    private static SequenceDeserializationContext TakeContext()
    {
        var context = _cached ?? new SequenceDeserializationContext();
        _cached = null;
        return context;
    }

    private static void GiveBack(SequenceDeserializationContext context)
    {
        context.Clear();
        _cached = context;
    }
}
