using System.Buffers;
using Google.Protobuf;
using Peregrine.GeneratedCode.Shop;
using ShopService = Peregrine.GeneratedCode.Shop.Shop;

namespace Peregrine.GeneratedCode.Tests;

/// <summary>Messages go straight into the library's buffers and are parsed where they lie.</summary>
public sealed class MarshallerTests
{
    private static readonly Order s_order = new() { Items = { Enumerable.Range(0, 1000).Select(static i => new Item { Name = $"item {i}" }) } };

    private static Marshaller<Order> Marshaller
    {
        get
        {
            var invoker = new RecordingInvoker();
            new ShopService.ShopClient(invoker).Buy(new Order());
            return ((Method<Order, Receipt>)invoker.Method!).RequestMarshaller;
        }
    }

    [Fact]
    public void Writing_a_message_allocates_no_bytes_of_its_size()
    {
        var serialize = Marshaller.ContextualSerializer;
        var context = new ReusedBuffer(s_order.CalculateSize() + 1024);
        serialize(s_order, context);

        var allocated = Allocated(() => serialize(s_order, context));

        Assert.Equal(s_order.ToByteArray(), context.Written);
        Assert.InRange(allocated, 0, 256); // whatever the message's size
    }

    [Fact]
    public void Parsing_a_message_of_many_pieces_allocates_what_the_message_takes_and_nothing_else()
    {
        var deserialize = Marshaller.ContextualDeserializer;
        var bytes = s_order.ToByteArray();
        var whole = new Payload(new ReadOnlySequence<byte>(bytes));
        var pieces = new Payload(Cut(bytes, 100));
        Assert.Equal(s_order, deserialize(pieces));
        deserialize(whole);

        var fromArray = Allocated(() => Order.Parser.ParseFrom(bytes));

        // A string that lies across two pieces costs nothing but itself, too.
        Assert.InRange(Allocated(() => deserialize(whole)), 1, fromArray + 256);
        Assert.InRange(Allocated(() => deserialize(pieces)), 1, fromArray + 256 + bytes.Length / 2);
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, int size)
    {
        var first = new Piece(bytes.AsMemory(0, Math.Min(size, bytes.Length)), 0);
        var last = first;
        for (var start = size; start < bytes.Length; start += size) last = last.Append(bytes.AsMemory(start, Math.Min(size, bytes.Length - start)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }

    private sealed class Payload(ReadOnlySequence<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => (int)bytes.Length;

        public override byte[] PayloadAsNewBuffer() => throw new InvalidOperationException("A copy was asked for.");

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => bytes;
    }

    private sealed class ReusedBuffer(int size) : SerializationContext, IBufferWriter<byte>
    {
        private readonly byte[] _bytes = new byte[size];
        private int _length;

        public byte[] Written => _bytes[.._length];

        public override void Complete(byte[] payload) => throw new InvalidOperationException("A copy was made.");

        public override void SetPayloadLength(int payloadLength) => _length = 0;

        public override IBufferWriter<byte> GetBufferWriter() => this;

        public override void Complete()
        {
        }

        public void Advance(int count) => _length += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.AsMemory(_length);

        public Span<byte> GetSpan(int sizeHint = 0) => _bytes.AsSpan(_length);
    }
}
