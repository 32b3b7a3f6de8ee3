using System.Buffers;

namespace Peregrine;

/// <summary>
/// Where a marshaller puts the bytes of one message: either one call of <see cref="Complete(byte[])"/>, or any number of writes to
/// <see cref="GetBufferWriter"/> and then <see cref="Complete()"/>. Valid only during the serializer's call, on its thread.
/// </summary>
public abstract class SerializationContext
{
    /// <summary>Hands over the whole message; the array must not be changed afterwards.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException("This serialization context does not take byte arrays.");

    /// <summary>The writer for the bytes of the message.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException("This serialization context has no buffer writer.");

    /// <summary>Tells the exact size of the message in bytes, before the first write: the buffer is then taken in one piece.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message that was written to the buffer writer.</summary>
    public virtual void Complete() => throw new NotSupportedException("This serialization context takes byte arrays only.");
}
