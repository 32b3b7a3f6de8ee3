using System.Buffers;
using Peregrine.Compression;
using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class MessageEncoderTests
{
    private static readonly Marshaller<byte[]> ByArray = Marshallers.Create<byte[]>(message => message, payload => payload);

    private static readonly Marshaller<byte[]> ByKnownLength = Marshallers.Create<byte[]>(
        (message, context) =>
        {
            context.SetPayloadLength(message.Length);
            context.GetBufferWriter().Write(message);
            context.Complete();
        },
        context => context.PayloadAsNewBuffer());

    private static readonly Marshaller<byte[]> ByPieces = Marshallers.Create<byte[]>(
        (message, context) =>
        {
            var writer = context.GetBufferWriter();
            foreach (var each in message.Chunk(999)) writer.Write(each);
            context.Complete();
        },
        context => context.PayloadAsNewBuffer());

    public static TheoryData<int> Sizes() => [0, 1, 998, 999, 1000, 16 * 1024 - 5, 16 * 1024 - 4, 100_000, 3_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_way_to_serialize_gives_prefix_and_payload(int size)
    {
        var payload = Bytes(size);
        foreach (var marshaller in new[] { ByArray, ByKnownLength, ByPieces })
        {
            using var encoded = MessageEncoder.Encode(payload, marshaller, null, int.MaxValue);
            Assert.Equal(SegmentFeeder.Frame(payload), encoded.Bytes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Detached_bytes_outlive_the_next_message(int size)
    {
        var payload = Bytes(size);
        OutboundMessage whole, rest;
        using (var encoded = MessageEncoder.Encode(payload, ByKnownLength, null, int.MaxValue)) whole = encoded.Detach();
        using (var encoded = MessageEncoder.Encode(payload, ByKnownLength, null, int.MaxValue)) rest = encoded.Detach(5);
        using (MessageEncoder.Encode(new byte[size], ByKnownLength, null, int.MaxValue))
        {
            Assert.Equal(SegmentFeeder.Frame(payload), whole.Remaining.ToArray());
            Assert.Equal(payload, rest.Remaining.ToArray());
        }

        whole.Dispose();
        rest.Dispose();
    }

    [Fact]
    public void An_outbound_message_shrinks_as_it_is_sent()
    {
        OutboundMessage message;
        using (var encoded = MessageEncoder.Encode([1, 2, 3], ByArray, null, 100)) message = encoded.Detach(5);
        message.Advance(2);
        Assert.Equal([3], message.Remaining.ToArray());
        Assert.False(message.IsEmpty);
        message.Advance(1);
        Assert.True(message.IsEmpty);
        message.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_message_over_the_limit_is_RESOURCE_EXHAUSTED_with_both_numbers(int way)
    {
        var marshaller = new[] { ByArray, ByKnownLength, ByPieces }[way];
        MessageEncoder.Encode(new byte[50], marshaller, null, 50).Dispose();
        var error = Assert.Throws<RpcException>(() => MessageEncoder.Encode(new byte[51], marshaller, null, 50).Dispose());
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Contains("51", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("50", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("MaxSendMessageSize", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_serializer_that_throws_is_INTERNAL_and_the_next_message_is_fine()
    {
        var failing = Marshallers.Create<byte[]>((_, context) => throw new FormatException("bad"), context => []);
        var error = Assert.Throws<RpcException>(() => MessageEncoder.Encode([1], failing, null, 100).Dispose());
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.IsType<FormatException>(error.Status.DebugException);
        using var next = MessageEncoder.Encode([9], ByArray, null, 100);
        Assert.Equal(SegmentFeeder.Frame([9]), next.Bytes.ToArray());
    }

    [Fact]
    public void A_serializer_that_forgets_Complete_is_INTERNAL()
    {
        var forgetful = Marshallers.Create<byte[]>((message, context) => context.GetBufferWriter().Write(message), context => []);
        Assert.Equal(StatusCode.Internal, Assert.Throws<RpcException>(() => MessageEncoder.Encode([1], forgetful, null, 100).Dispose()).StatusCode);
    }

    [Fact]
    public void A_serializer_may_complete_only_once()
    {
        var eager = Marshallers.Create<byte[]>(
            (message, context) =>
            {
                context.Complete(message);
                context.Complete();
            },
            context => []);
        Assert.Throws<RpcException>(() => MessageEncoder.Encode([1], eager, null, 100).Dispose());
    }

    [Fact]
    public void A_serializer_may_encode_another_message()
    {
        var outer = Marshallers.Create<byte[]>(
            (message, context) =>
            {
                using var inner = MessageEncoder.Encode(message, ByArray, null, 100);
                context.Complete(inner.Bytes.ToArray());
            },
            context => []);
        using var encoded = MessageEncoder.Encode([1, 2], outer, null, 100);
        Assert.Equal(SegmentFeeder.Frame(SegmentFeeder.Frame([1, 2])), encoded.Bytes.ToArray());
    }

    [Fact]
    public void A_message_that_does_not_get_smaller_is_sent_as_it_is()
    {
        using var encoded = MessageEncoder.Encode(Bytes(20), ByArray, new GzipCompressionProvider(), 100);
        Assert.Equal(SegmentFeeder.Frame(Bytes(20)), encoded.Bytes.ToArray());
    }

    [Fact]
    public void The_limit_counts_before_compression() =>
        Assert.Throws<RpcException>(() => MessageEncoder.Encode(new byte[101], ByArray, new GzipCompressionProvider(), 100).Dispose());

    [Fact]
    public void A_small_message_allocates_nothing()
    {
        byte[] payload = [1, 2, 3];
        MessageEncoder.Encode(payload, ByKnownLength, null, 100).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) MessageEncoder.Encode(payload, ByKnownLength, null, 100).Dispose();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    internal static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
