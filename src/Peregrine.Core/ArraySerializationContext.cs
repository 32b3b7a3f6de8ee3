using System.Buffers;

namespace Peregrine;

/// <summary>Collects one message into an array, for callers who ask a context-based marshaller for bytes.</summary>
internal sealed class ArraySerializationContext : SerializationContext
{
    private byte[]? _payload;
    private ArrayBufferWriter<byte>? _writer;

    /// <summary>The message, once completed.</summary>
    public byte[] Payload => _payload ?? throw new InvalidOperationException("The serializer returned without calling SerializationContext.Complete.");

    public override void Complete(byte[] payload)
    {
        ThrowIfComplete();
        _payload = payload;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        ThrowIfComplete();
        return _writer ??= new ArrayBufferWriter<byte>();
    }

    public override void SetPayloadLength(int payloadLength)
    {
        if (payloadLength > 0) _writer ??= new ArrayBufferWriter<byte>(payloadLength);
    }

    public override void Complete()
    {
        ThrowIfComplete();
        _payload = _writer is null ? [] : _writer.WrittenSpan.ToArray();
    }

    private void ThrowIfComplete()
    {
        if (_payload is not null) throw new InvalidOperationException("The message is complete already: SerializationContext.Complete was called before.");
    }
}
