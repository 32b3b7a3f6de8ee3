using System.Buffers;
using System.IO.Compression;
using Peregrine;
using Peregrine.Compression;
using Peregrine.Messages;

namespace Fuzz.Targets;

/// <summary>Compressed messages, honest, damaged and made up: what is accepted is what was compressed, and never over the limit.</summary>
internal sealed class DecompressionTarget : FuzzTarget
{
    private static readonly Marshaller<byte[]> s_bytes = new(static bytes => bytes, static bytes => bytes);
    private static readonly string[] s_encodings = ["gzip", "deflate", "identity", "snappy"];

    public override string Name => "decompress";

    public override long MostAllocated => 8 * 1024 * 1024;

    public override IReadOnlyList<byte[]> Tokens => [[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x78, 0x9C], [0x78, 0x01], [3, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0xFF, 0xFF]];

    public override void Run(byte[] input, Features features)
    {
        var choices = new Choices(input);
        var limit = choices.Of(4096, 0, 100, 1_000_000);
        var options = new MessageReadOptions(CompressionRegistry.Default, limit, choices.OneIn(2));
        var encoding = choices.Of<string>(s_encodings);
        var isHonest = choices.OneIn(2);
        var plain = isHonest ? Plain(choices) : null;
        if (plain is not null) Send(plain, CompressionRegistry.Default.Find(encoding), choices.Size(70_000));
        var payload = plain is null || encoding is "identity" or "snappy" ? choices.Rest() : Damaged(Compress(plain, encoding), choices, out isHonest);

        var message = new InboundMessage(true, payload.Length, Sequence(payload, choices), null);
        var isFine = MessageDecoder.TryDecode(message, s_bytes, options, encoding, out var value, out var fault);
        features.Hit(1, isFine ? 99 : (int)fault.StatusCode, Features.Magnitude(payload.Length));
        features.Hit(2, isFine ? Features.Magnitude(value!.Length) : 100 + fault.Detail.Length % 16, Array.IndexOf(s_encodings, encoding));
        if (!isFine)
        {
            Check.That(fault.Detail.Length > 0, "a fault without words");
            var isDue = plain is null || !isHonest || plain.Length > limit || encoding is "identity" or "snappy";
            Check.That(isDue, $"an honest message of {plain?.Length} bytes was refused: {fault}");
            return;
        }

        Check.That(value!.Length <= limit, $"{value.Length} bytes came out, the limit is {limit}");
        if (plain is not null && isHonest) Check.Same(plain, value, "decompressed");
    }

    // What the encoder makes of a message, in whatever parts it is sent, the decoder makes the same message of.
    private static void Send(byte[] plain, ICompressionProvider? provider, int sent)
    {
        byte[] bytes;
        using (var encoded = MessageEncoder.Encode(plain, s_bytes, provider, int.MaxValue))
        {
            sent = Math.Min(sent, encoded.Bytes.Length);
            bytes = encoded.Bytes[..sent].ToArray();
            using var rest = encoded.Detach(sent);
            bytes = [.. bytes, .. rest.Remaining];
        }

        var prefix = MessagePrefix.Read(bytes);
        var payload = bytes.AsMemory(MessagePrefix.Size);
        Check.That(prefix.IsValid && prefix.Length == payload.Length && payload.Length <= plain.Length, $"a message of {plain.Length} bytes was written as {bytes.Length}");
        var message = new InboundMessage(prefix.IsCompressed, bytes.Length, new(payload), null);
        var options = new MessageReadOptions(CompressionRegistry.Default, int.MaxValue, false);
        Check.That(MessageDecoder.TryDecode(message, s_bytes, options, provider?.EncodingName, out var value, out var fault), $"what was encoded does not decode: {fault}");
        Check.Same(plain, value, "encoded and decoded");
    }

    private static byte[] Plain(Choices choices)
    {
        var plain = new byte[choices.Size(66_000)];
        var step = choices.Byte();
        for (var i = 0; i < plain.Length; i++) plain[i] = (byte)(i * step);
        return plain;
    }

    private static byte[] Compress(byte[] plain, string encoding)
    {
        var output = new MemoryStream();
        using (Stream stream = encoding == "gzip" ? new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(plain);
        }

        return output.ToArray();
    }

    // Cut short, with a byte changed, or with bytes behind; what a bit in a gzip header says may be of no account.
    private static byte[] Damaged(byte[] compressed, Choices choices, out bool isHonest)
    {
        isHonest = true;
        if (compressed.Length == 0) return compressed;
        switch (choices.Below(4))
        {
            case 0:
                isHonest = false;
                return compressed[..choices.Below(compressed.Length)];
            case 1:
                isHonest = false;
                compressed[choices.Below(compressed.Length)] ^= (byte)(1 << choices.Below(8));
                return compressed;
            case 2:
                var more = choices.Bytes(20);
                isHonest = more.Length == 0;
                return [.. compressed, .. more];
            default:
                return compressed;
        }
    }

    private static ReadOnlySequence<byte> Sequence(byte[] payload, Choices choices)
    {
        if (payload.Length < 2 || !choices.OneIn(2)) return new(payload);
        var cut = 1 + choices.Below(payload.Length - 1);
        var first = new Piece(payload.AsMemory(0, cut), 0);
        var second = new Piece(payload.AsMemory(cut), cut);
        first.SetNext(second);
        return new(first, 0, second, payload.Length - cut);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void SetNext(Piece next) => Next = next;
    }
}
