using System.Buffers;

namespace Peregrine;

/// <summary>One message that lies in an array.</summary>
internal sealed class ArrayDeserializationContext(byte[] payload) : DeserializationContext
{
    public override int PayloadLength => payload.Length;

    public override byte[] PayloadAsNewBuffer() => payload.AsSpan().ToArray();

    public override bool TryGetPayloadSpan(out ReadOnlySpan<byte> span)
    {
        span = payload;
        return true;
    }

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}
