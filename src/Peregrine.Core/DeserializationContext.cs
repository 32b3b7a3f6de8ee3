using System.Buffers;

namespace Peregrine;

/// <summary>
/// The bytes of one received message, decompressed. Valid only during the deserializer's call: a message that keeps bytes must copy them.
/// </summary>
public abstract class DeserializationContext
{
    /// <summary>The number of bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>A copy of the bytes that the caller owns.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException("This deserialization context does not make copies.");

    /// <summary>
    /// The bytes where they lie, if that is in one piece; no copy is made. False when they lie in several, or the context does not know: then ask for
    /// <see cref="PayloadAsReadOnlySequence"/>. Small messages nearly always lie in one piece, and a span is read with less effort than a sequence.
    /// </summary>
    public virtual bool TryGetPayloadSpan(out ReadOnlySpan<byte> payload)
    {
        payload = default;
        return false;
    }

    /// <summary>The bytes where they lie; no copy is made.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotSupportedException("This deserialization context has no sequence.");
}
