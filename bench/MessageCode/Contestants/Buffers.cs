using System.Buffers;
using Peregrine;

namespace MessageCode.Contestants;

/// <summary>Where the messages of one duel are read from and written to: the same memory for both contestants, because how it lies shows in the figures.</summary>
internal sealed class Buffers(byte[] bytes)
{
    public SequenceContext Input { get; } = new(bytes);

    public WriterContext Output { get; } = new(bytes.Length);
}

/// <summary>Takes one message into an array that is used again, as the library's own context does.</summary>
internal sealed class WriterContext(int size) : SerializationContext, IBufferWriter<byte>
{
    private readonly byte[] _array = new byte[Math.Max(2 * size, 16 * 1024)];
    private int _end;

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, _end);

    public void Reset() => _end = 0;

    public override IBufferWriter<byte> GetBufferWriter() => this;

    public override void Complete()
    {
    }

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _array.AsMemory(_end);

    public Span<byte> GetSpan(int sizeHint = 0) => _array.AsSpan(_end);
}

/// <summary>Shows the same bytes to a deserializer again and again.</summary>
internal sealed class SequenceContext(byte[] bytes) : DeserializationContext
{
    public ReadOnlySequence<byte> Sequence { get; } = new(bytes);

    public override int PayloadLength => bytes.Length;

    public override byte[] PayloadAsNewBuffer() => [.. bytes];

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => Sequence;
}
