using System.Buffers;
using Google.Protobuf;
using Peregrine.Nested;

namespace Peregrine.GeneratedCode.Tests;

public sealed class MarshallerTests
{
    private static readonly Marshaller<Node> Marshaller = RecordingMarshallers.Of<Node>(binder => Nodes.BindService(binder, null));

    [Fact]
    public void A_message_is_written_into_the_buffer_in_one_piece_of_its_size()
    {
        var message = Tree("leaf");
        var context = new RecordingContext();

        Marshaller.ContextualSerializer(message, context);

        Assert.Equal([message.CalculateSize()], context.Requested);
        Assert.Equal(message.ToByteArray(), context.Payload);
        Assert.True(context.IsComplete);
    }

    [Fact]
    public void An_empty_message_is_written_as_nothing()
    {
        var context = new RecordingContext();

        Marshaller.ContextualSerializer(new Node(), context);

        Assert.Empty(context.Payload);
        Assert.True(context.IsComplete);
    }

    [Fact]
    public void A_message_that_changes_between_two_calls_is_written_as_it_is()
    {
        var message = Tree("leaf");
        Marshaller.ContextualSerializer(message, new RecordingContext());
        message.Next.Next.Name = "a longer name";
        var second = new RecordingContext();

        Marshaller.ContextualSerializer(message, second);

        Assert.Equal(message, Node.Parser.ParseFrom(second.Payload));
    }

    [Theory]
    [InlineData(nameof(SerializationContext.SetPayloadLength))]
    [InlineData(nameof(SerializationContext.GetBufferWriter))]
    [InlineData(nameof(IBufferWriter<>.GetSpan))]
    public void A_message_that_changed_after_it_could_not_be_sent_is_written_as_it_is(string failing)
    {
        var message = Tree("leaf");
        Assert.Throws<InvalidOperationException>(() => Marshaller.ContextualSerializer(message, new RecordingContext { Failing = failing }));

        message.Next.Next.Name = "a longer name";

        Assert.Equal(message, Node.Parser.ParseFrom(message.ToByteArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_is_read_from_a_span_where_there_is_one_and_else_from_a_sequence(bool hasSpan)
    {
        var message = Tree("leaf");

        Assert.Equal(message, Marshaller.ContextualDeserializer(new Received(message.ToByteArray(), hasSpan)));
        Assert.Throws<InvalidProtocolBufferException>(() => Marshaller.ContextualDeserializer(new Received(message.ToByteArray()[..^1], hasSpan)));
    }

    private static Node Tree(string leaf) => new() { Next = new Node { Next = new Node { Name = leaf }, Children = { new Node { Name = "b" } } } };

    private sealed class Received(byte[] payload, bool hasSpan) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override bool TryGetPayloadSpan(out ReadOnlySpan<byte> span)
        {
            span = payload;
            return hasSpan;
        }

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => hasSpan ? throw new InvalidOperationException("There is a span.") : new(payload);
    }

    private sealed class RecordingContext : SerializationContext, IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public string? Failing { get; init; }

        public List<int> Requested { get; } = [];

        public bool IsComplete { get; private set; }

        public byte[] Payload => _bytes.WrittenSpan.ToArray();

        public override void SetPayloadLength(int payloadLength) => FailIn(nameof(SetPayloadLength));

        public override IBufferWriter<byte> GetBufferWriter()
        {
            FailIn(nameof(GetBufferWriter));
            return this;
        }

        public override void Complete() => IsComplete = true;

        public void Advance(int count) => _bytes.Advance(count);

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            FailIn(nameof(GetSpan));
            Requested.Add(sizeHint);
            return _bytes.GetSpan(sizeHint);
        }

        private void FailIn(string member)
        {
            if (Failing == member)
                throw new InvalidOperationException(member);
        }
    }

    private sealed class RecordingMarshallers : ServiceBinderBase
    {
        private object? _marshaller;

        public static Marshaller<T> Of<T>(Action<ServiceBinderBase> bind)
        {
            var binder = new RecordingMarshallers();
            bind(binder);
            return (Marshaller<T>)binder._marshaller!;
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            _marshaller = method.RequestMarshaller;
    }
}
