using Peregrine.Compression;

namespace Peregrine.Messages;

/// <summary>Turns messages into the bytes that go on the wire. Safe for any number of threads; each has its own buffer.</summary>
internal static class MessageEncoder
{
    /// <summary>
    /// Serializes a message, compressed when a provider is given and compressing makes it smaller.
    /// </summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED when the message is over the limit, INTERNAL when the serializer failed.</exception>
    public static EncodedMessage Encode<T>(T message, Marshaller<T> marshaller, ICompressionProvider? compression, int maxSendMessageSize)
    {
        TryEncode(message, marshaller, compression, maxSendMessageSize, null, out var encoded); // nobody makes it wait
        return encoded;
    }

    /// <summary>The same, unless the message is large and it is not its turn: then false. The turn is given back when what was encoded is disposed.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED when the message is over the limit, INTERNAL when the serializer failed.</exception>
    public static bool TryEncode<T>(T message, Marshaller<T> marshaller, ICompressionProvider? compression, int maxSendMessageSize, ILargeMessageTurn? turn, out EncodedMessage encoded)
    {
        var writer = WriterCache.Rent();
        try
        {
            writer.Limit = maxSendMessageSize;
            writer.Turn = turn;
            marshaller.ContextualSerializer(message, writer);
            if (!writer.IsComplete) throw new InvalidOperationException("The serializer returned without calling SerializationContext.Complete.");
            writer.WritePrefix(compressed: false);
            encoded = new EncodedMessage(compression is null || writer.PayloadLength == 0 ? writer : Smaller(writer, compression));
            return true;
        }
        catch (MessageMustWaitException)
        {
            writer.Reset();
            encoded = default;
            return false;
        }
        catch (Exception error)
        {
            writer.Reset();
            throw Failed<T>(error, maxSendMessageSize);
        }
    }

    private static MessageWriter Smaller(MessageWriter plain, ICompressionProvider compression)
    {
        var compressed = WriterCache.Rent();
        try
        {
            compressed.Limit = plain.PayloadLength;
            using (var stream = compression.CreateCompressionStream(new BufferWriterStream(compressed), null)) stream.Write(plain.Payload);
            compressed.WritePrefix(compressed: true);
            plain.PassTurnTo(compressed);
            plain.Reset();
            return compressed;
        }
        catch (MessageTooLargeException)
        {
            // It does not get smaller: an uncompressed message is legal in a compressed call (grpc/doc/compression.md).
            compressed.Reset();
            return plain;
        }
        catch
        {
            compressed.Reset();
            throw;
        }
    }

    private static RpcException Failed<T>(Exception error, int limit) => error switch
    {
        RpcException rpc => rpc,
        MessageTooLargeException tooLarge => new RpcException(new Status(
            StatusCode.ResourceExhausted,
            $"A {typeof(T).Name} of {tooLarge.Length} bytes exceeds MaxSendMessageSize, which is {limit} bytes. Raise the option or send a stream of smaller messages.")),
        _ => new RpcException(new Status(StatusCode.Internal, $"A {typeof(T).Name} could not be serialized: {error.GetType().Name}.", error)),
    };
}
