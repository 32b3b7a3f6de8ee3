using System.Buffers.Binary;
using Peregrine.Compression;
using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class MessageDecoderTests
{
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create<byte[]>(message => message, payload => payload);
    private static readonly MessageReadOptions Server = new(CompressionRegistry.Default, 1000, IsServer: true);
    private static readonly MessageReadOptions Client = Server with { IsServer = false };

    [Fact]
    public void An_uncompressed_message_is_deserialized_whatever_the_encoding()
    {
        Assert.Equal([1, 2], Decoded(SegmentFeeder.Frame([1, 2]), Server, null));
        Assert.Equal([1, 2], Decoded(SegmentFeeder.Frame([1, 2]), Server, "snappy"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_compressed_message_comes_back(string encoding)
    {
        var payload = new byte[900];
        payload[3] = 1;
        var wire = Compressed(payload, encoding);
        Assert.Equal(1, wire[0]);
        Assert.InRange(wire.Length, 6, 200);
        Assert.Equal(payload, Decoded(wire, Server, encoding));
    }

    [Fact]
    public void A_compressed_message_cut_into_single_bytes_comes_back()
    {
        var payload = new byte[900];
        var wire = Compressed(payload, "gzip");
        var buffer = default(InboundBuffer);
        var feeder = new SegmentFeeder();
        foreach (var one in wire) feeder.Append(ref buffer, [one]);
        buffer.Take(out var message);
        Assert.True(MessageDecoder.TryDecode(message, Raw, Server, "gzip", out var value, out _));
        Assert.Equal(payload, value);
        message.Dispose();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_message_that_decompresses_to_exactly_the_limit_is_accepted(string encoding) =>
        Assert.Equal(1000, Decoded(Compressed(new byte[1000], encoding), Server, encoding).Length);

    [Theory]
    [InlineData("gzip", 3_000_000)]
    [InlineData("deflate", 3_000_000)]
    [InlineData("deflate", 300_000)]
    public void A_message_that_grows_out_of_proportion_and_is_allowed_comes_back(string encoding, int size)
    {
        var payload = new byte[size];
        payload[^1] = 1;
        Assert.Equal(payload, Decoded(Compressed(payload, encoding), Server with { MaxReceiveMessageSize = size }, encoding));
    }

    [Fact]
    public void A_message_that_grows_out_of_proportion_is_counted_and_not_kept()
    {
        var bomb = new Bomb();
        var options = Server with { Compression = new CompressionRegistry([bomb]), MaxReceiveMessageSize = 50_000_000 };

        Assert.Equal(StatusCode.ResourceExhausted, Fault(SegmentFeeder.Frame([1], 1), options, "bomb").StatusCode);
        Assert.InRange(bomb.Filled.Sum(array => array.Length), 1, 500_000);
    }

    [Theory]
    [InlineData("gzip", 1001)]
    [InlineData("deflate", 1001)]
    [InlineData("gzip", 50_000_000)]
    public void A_message_that_decompresses_to_more_than_the_limit_is_RESOURCE_EXHAUSTED_and_is_not_inflated(string encoding, int size)
    {
        var wire = Compressed(new byte[size], encoding);
        Fault(wire, Server, encoding);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Fault(wire, Server, encoding);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, wire.Length + 200_000);
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
        Assert.Contains("1000", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("identity")]
    public void The_compressed_flag_without_an_encoding_is_INTERNAL(string? encoding) =>
        Assert.Equal(StatusCode.Internal, Fault(SegmentFeeder.Frame([1], 1), Server, encoding).StatusCode);

    [Fact]
    public void An_unknown_encoding_is_UNIMPLEMENTED_on_a_server_and_INTERNAL_on_a_client()
    {
        var fault = Fault(SegmentFeeder.Frame([1], 1), Server, "snappy");
        Assert.Equal(StatusCode.Unimplemented, fault.StatusCode);
        Assert.Contains("snappy", fault.Detail, StringComparison.Ordinal);
        Assert.Contains("identity,gzip,deflate", fault.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Internal, Fault(SegmentFeeder.Frame([1], 1), Client, "snappy").StatusCode);
    }

    [Fact]
    public void Bytes_that_do_not_decompress_are_INTERNAL() => Assert.Equal(StatusCode.Internal, Fault(SegmentFeeder.Frame([1, 2, 3], 1), Server, "gzip").StatusCode);

    [Fact]
    public void Damaged_compressed_bytes_are_a_fault_or_a_value_and_never_an_exception()
    {
        var wire = Compressed(new byte[500], "gzip");
        for (var at = 5; at < wire.Length; at++)
        {
            var damaged = wire.ToArray();
            damaged[at] ^= 0x55;
            Decode(damaged, Server, "gzip", out _, out _);
            Decode(SegmentFeeder.Frame(wire[5..at], 1), Server, "gzip", out _, out _);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public void A_compressed_message_cut_at_any_byte_is_INTERNAL(string encoding)
    {
        var wire = Compressed(new byte[500], encoding);
        for (var end = MessagePrefix.Size + 1; end < wire.Length; end++)
        {
            // Whatever the last bytes that are left announce, it is not over this limit.
            Assert.Equal(StatusCode.Internal, Fault(SegmentFeeder.Frame(wire[MessagePrefix.Size..end], 1), Server with { MaxReceiveMessageSize = 1_000_000 }, encoding).StatusCode);
        }
    }

    [Fact]
    public void A_gzip_trailer_that_announces_more_than_the_limit_is_believed_without_decompressing()
    {
        var wire = Compressed(new byte[1001], "gzip");
        wire.AsSpan(MessagePrefix.Size, wire.Length - MessagePrefix.Size - sizeof(int)).Fill(0xff); // nothing that would decompress
        Assert.Equal(StatusCode.ResourceExhausted, Fault(wire, Server, "gzip").StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    public void A_gzip_trailer_that_announces_less_than_there_is_ends_the_decompression_there(int announced)
    {
        var wire = Announcing(Compressed(new byte[50_000_000], "gzip"), announced);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(StatusCode.Internal, Fault(wire, Server with { MaxReceiveMessageSize = 1000 }, "gzip").StatusCode);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, wire.Length + 200_000);
    }

    [Fact]
    public void A_gzip_trailer_that_announces_more_than_deflate_can_expand_to_is_INTERNAL() =>
        Assert.Equal(StatusCode.Internal, Fault(Announcing(Compressed(new byte[500], "gzip"), 500_000_000), Server, "gzip").StatusCode);

    [Fact]
    public void A_deserializer_that_throws_is_INTERNAL_with_the_exception_for_debugging()
    {
        var failing = Marshallers.Create<byte[]>(message => message, payload => throw new FormatException("wire type 7"));
        var message = Message(SegmentFeeder.Frame([1]));
        Assert.False(MessageDecoder.TryDecode(message, failing, Client, null, out _, out var fault));
        Assert.Equal(StatusCode.Internal, fault.StatusCode);
        Assert.Contains("wire type 7", fault.Detail, StringComparison.Ordinal);
        Assert.IsType<FormatException>(fault.DebugException);
    }

    [Fact]
    public void A_deserializer_may_decode_another_message()
    {
        var nested = Marshallers.Create<byte[]>((_, context) => context.Complete([]), context =>
        {
            var inner = Decoded(SegmentFeeder.Frame([5]), Server, null);
            return [.. inner, .. context.PayloadAsNewBuffer()];
        });
        Assert.True(MessageDecoder.TryDecode(Message(SegmentFeeder.Frame([6])), nested, Server, null, out var value, out _));
        Assert.Equal([5, 6], value);
    }

    [Fact]
    public void Own_providers_are_used_by_their_name()
    {
        var registry = new CompressionRegistry([new Renamed()]);
        Assert.Equal("identity,gzip,deflate,own", registry.AcceptEncoding);
        var wire = Compressed(new byte[500], "gzip");
        Assert.Equal(500, Decoded(wire, Server with { Compression = registry }, "own").Length);
    }

    private static byte[] Announcing(byte[] wire, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(wire.AsSpan(wire.Length - sizeof(int)), length);
        return wire;
    }

    private static byte[] Compressed(byte[] payload, string encoding)
    {
        using var encoded = MessageEncoder.Encode(payload, Raw, CompressionRegistry.Default.Find(encoding), int.MaxValue);
        return encoded.Bytes.ToArray();
    }

    private static byte[] Decoded(byte[] wire, MessageReadOptions options, string? encoding)
    {
        Assert.True(Decode(wire, options, encoding, out var value, out _));
        return value!;
    }

    private static Status Fault(byte[] wire, MessageReadOptions options, string? encoding)
    {
        Assert.False(Decode(wire, options, encoding, out _, out var fault));
        return fault;
    }

    private static bool Decode(byte[] wire, MessageReadOptions options, string? encoding, out byte[]? value, out Status fault) =>
        MessageDecoder.TryDecode(Message(wire), Raw, options, encoding, out value, out fault);

    private static InboundMessage Message(byte[] wire)
    {
        var buffer = default(InboundBuffer);
        new SegmentFeeder().Append(ref buffer, wire);
        Assert.Equal(InboundState.Ready, buffer.Peek(int.MaxValue, out _));
        buffer.Take(out var message);
        return message;
    }

    private sealed class Renamed : ICompressionProvider
    {
        private readonly GzipCompressionProvider _gzip = new();

        public string EncodingName => "own";

        public Stream CreateCompressionStream(Stream stream, System.IO.Compression.CompressionLevel? compressionLevel) => _gzip.CreateCompressionStream(stream, compressionLevel);

        public Stream CreateDecompressionStream(Stream stream) => _gzip.CreateDecompressionStream(stream);
    }

    /// <summary>Anything decompresses to zeros without end; the arrays that were filled with them are noted.</summary>
    private sealed class Bomb : ICompressionProvider
    {
        public HashSet<byte[]> Filled { get; } = [];

        public string EncodingName => "bomb";

        public Stream CreateCompressionStream(Stream stream, System.IO.Compression.CompressionLevel? compressionLevel) => throw new NotSupportedException();

        public Stream CreateDecompressionStream(Stream stream) => new Zeros(Filled);

        private sealed class Zeros(HashSet<byte[]> filled) : MemoryStream
        {
            public override int Read(byte[] buffer, int offset, int count)
            {
                filled.Add(buffer);
                return count;
            }
        }
    }
}
