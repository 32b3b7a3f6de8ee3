using Fuzz.Models;
using Peregrine;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Fuzz.Targets;

/// <summary>Binary metadata: base64 against the naive reading; and metadata written, sent through HPACK and read again.</summary>
internal sealed class MetadataTarget : FuzzTarget
{
    private static readonly string[] s_keys = ["a", "x-bin", "grpc-status-details-bin", "authorization", "cookie", "traceparent", "te", "x_y.z-1", "grpc-timeout", "user-agent", "-bin", "host"];

    public override string Name => "metadata";

    public override IReadOnlyList<byte[]> Tokens => Words("AA==", "AAA=", "AAAA", ",", "=", "==", " ", "\t", "+/", "-_", "AB", "\n");

    public override void Run(byte[] input, Features features)
    {
        Decode(input, features);
        Encode(input);
        RoundTrip(new Choices(input), features);
    }

    private static void Decode(byte[] input, Features features)
    {
        var expected = NaiveField.Text(input).Split(',').Select(NaiveBase64.Decode).ToArray();
        var isValid = BinaryHeader.TryDecode(input, out var values);
        features.Hit(1, isValid ? 1 : 0, Features.Magnitude(values.Length));
        features.Hit(2, input.Length % 4, isValid ? values[0].Length % 3 : 4);
        Check.That(isValid == !expected.Contains(null), $"'{NaiveField.Text(input)}' is base64: {isValid}");
        if (!isValid) return;
        Check.That(values.Length == expected.Length, $"{values.Length} values, expected {expected.Length}");
        for (var i = 0; i < values.Length; i++) Check.Same(expected[i], values[i], $"value {i}");
    }

    private static void Encode(byte[] input)
    {
        var room = new byte[BinaryHeader.MaxEncodedLength(input.Length)];
        var length = BinaryHeader.Encode(input, room);
        Check.That(BinaryHeader.TryDecode(room.AsSpan(0, length), out var values) && values.Length == 1, "what was encoded is not base64");
        Check.Same(input, values[0], "encoded and decoded");
    }

    private static void RoundTrip(Choices choices, Features features)
    {
        var encoder = new HpackEncoder(4096);
        var decoder = new HpackDecoder(new(1 << 20, 1 << 20));
        var list = new HeaderList();
        while (!choices.IsEmpty)
        {
            var metadata = new Metadata();
            for (var count = choices.Below(5); count > 0; count--) Add(metadata, choices);
            encoder.Begin();
            MetadataWriter.Write(new HeaderBlockWriter(encoder), metadata);
            Check.That(decoder.Decode(encoder.Block, list).IsNone, "the block does not decode");
            var custom = default(CustomFields);
            for (var i = 0; i < list.Count; i++) Check.That(custom.Add(list, i), $"field {i} is not valid");
            Compare(metadata, custom.ToMetadata());
            features.Hit(3, metadata.Count, list.Count);
        }
    }

    private static void Add(Metadata metadata, Choices choices)
    {
        var key = choices.Of<string>(s_keys);
        if (key.EndsWith("-bin", StringComparison.Ordinal))
        {
            metadata.Add(key, choices.OneIn(8) ? new byte[choices.Size(3000)] : choices.Bytes(20));
            return;
        }

        var text = NaiveField.Text(choices.Bytes(20));
        var isPrintable = !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
        try
        {
            metadata.Add(key, text);
            Check.That(isPrintable, "text that is not printable ASCII was taken");
        }
        catch (ArgumentException)
        {
            Check.That(!isPrintable, "printable ASCII was refused");
        }
    }

    // Reserved names are left out, and spaces around a text do not travel.
    private static void Compare(Metadata sent, Metadata received)
    {
        var expected = sent.Where(static entry => !FieldNames.IsReserved(entry.Key)).ToList();
        Check.That(expected.Count == received.Count, $"{expected.Count} entries were sent, {received.Count} arrived");
        for (var i = 0; i < expected.Count; i++)
        {
            Check.That(expected[i].Key == received[i].Key && expected[i].IsBinary == received[i].IsBinary, $"entry {i} is {received[i]}, sent was {expected[i]}");
            if (expected[i].IsBinary) Check.Same(expected[i].ValueBytes, received[i].ValueBytes, $"entry {i}");
            else Check.That(expected[i].Value.Trim(' ') == received[i].Value, $"entry {i} is {received[i]}, sent was {expected[i]}");
        }
    }
}
