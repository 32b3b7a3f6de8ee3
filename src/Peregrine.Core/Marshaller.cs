namespace Peregrine;

/// <summary>How values of one type become bytes and back. Shared by all calls: both functions must be safe to run concurrently.</summary>
/// <typeparam name="T">The message type.</typeparam>
public class Marshaller<T>
{
    private readonly Func<T, byte[]>? _serializer;
    private readonly Func<byte[], T>? _deserializer;

    /// <summary>Makes a marshaller over byte arrays. The context-based form saves the copies.</summary>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        _serializer = serializer;
        _deserializer = deserializer;
        ContextualSerializer = SerializeAsArray;
        ContextualDeserializer = DeserializeFromArray;
    }

    /// <summary>Makes a marshaller that writes to and reads from the library's buffers.</summary>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
    }

    /// <summary>Turns a message into a new array.</summary>
    public Func<T, byte[]> Serializer => _serializer ?? SerializeThroughContext;

    /// <summary>Turns an array into a message.</summary>
    public Func<byte[], T> Deserializer => _deserializer ?? DeserializeThroughContext;

    /// <summary>Writes a message to a context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads a message from a context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }

    private void SerializeAsArray(T value, SerializationContext context) => context.Complete(_serializer!(value)); // set in the constructor that uses this method

    private T DeserializeFromArray(DeserializationContext context) => _deserializer!(context.PayloadAsNewBuffer()); // as above

    private byte[] SerializeThroughContext(T value)
    {
        var context = new ArraySerializationContext();
        ContextualSerializer(value, context);
        return context.Payload;
    }

    private T DeserializeThroughContext(byte[] payload) => ContextualDeserializer(new ArrayDeserializationContext(payload));
}
