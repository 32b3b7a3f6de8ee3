using System.Buffers;

namespace Peregrine.Messages;

/// <summary>Shows the bytes of one message to a deserializer; reused, message after message.</summary>
internal sealed class SequenceDeserializationContext : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public void Set(in ReadOnlySequence<byte> payload) => _payload = payload;
}
