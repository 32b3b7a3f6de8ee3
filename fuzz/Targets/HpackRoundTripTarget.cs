using Fuzz.Models;
using Peregrine.Http2.Hpack;

namespace Fuzz.Targets;

/// <summary>What the encoder writes, the decoder and the naive decoder read, whatever the peer does to the table size meanwhile.</summary>
internal sealed class HpackRoundTripTarget : FuzzTarget
{
    private const int NoLimit = 1 << 28;

    private static readonly string[] s_names = ["a", "x-long-name-that-repeats", ":path", "authorization", "cookie", "content-type", "grpc-timeout", "set-cookie", ":status", "te"];
    private static readonly HeaderField[] s_known = [.. Enumerable.Range(0, 24).Select(static i => HeaderField.Intern("fuzz-known"u8, System.Text.Encoding.ASCII.GetBytes($"value {i}")))];

    public override string Name => "hpack-encode";

    public override int Weight => 2;

    public override void Run(byte[] input, Features features)
    {
        var choices = new Choices(input);
        var most = choices.Of(4096, 0, 100, 1000, 65_536);
        var encoder = new HpackEncoder(most);
        var decoder = new HpackDecoder(new(NoLimit, NoLimit));
        var naive = new NaiveHpack(NoLimit, NoLimit);
        var list = new HeaderList();
        var sent = new List<NaiveField>();
        while (!choices.IsEmpty)
        {
            if (choices.OneIn(4)) ChangeCapacity(choices, encoder, decoder, naive);
            encoder.Begin();
            sent.Clear();
            for (var count = choices.Below(12); count > 0; count--) sent.Add(AddOne(choices, encoder));
            var breach = decoder.Decode(encoder.Block, list);
            Check.That(breach.IsNone, $"the decoder refuses what the encoder wrote: {breach.Describe(default)}");
            Check.That(naive.Decode(encoder.Block) == BlockVerdict.Fine, "the naive decoder refuses what the encoder wrote");
            features.Hit(1, Features.Magnitude(encoder.Block.Length), Features.Magnitude(sent.Count));
            features.Hit(2, Features.Magnitude(decoder.TableSize), most);
            Compare(sent, list, naive);
        }
    }

    private static void ChangeCapacity(Choices choices, HpackEncoder encoder, HpackDecoder decoder, NaiveHpack naive)
    {
        // Several SETTINGS may come before the next block; the decoder's end knows the last one (RFC 7541 section 4.2).
        for (var count = 1 + choices.Below(3); count > 0; count--)
        {
            var capacity = choices.Of(4096, 0, 33, 64, 100, 300, 8192);
            encoder.SetPeerCapacity((uint)capacity);
            decoder.AllowCapacity(capacity);
            naive.Allow(capacity);
        }
    }

    private static NaiveField AddOne(Choices choices, HpackEncoder encoder)
    {
        var kind = choices.Below(6);
        if (kind < 2)
        {
            var known = choices.Of<HeaderField>(s_known);
            encoder.Add(known);
            return new(NaiveField.Text(known.Name), NaiveField.Text(known.Value), false);
        }

        var name = choices.Of<string>(s_names);
        var value = Value(choices);
        var (nameBytes, valueBytes) = (System.Text.Encoding.Latin1.GetBytes(name), System.Text.Encoding.Latin1.GetBytes(value));
        var isSecret = name is "authorization" or "cookie" or "set-cookie";
        switch (kind)
        {
            case 2:
                encoder.AddOnce(nameBytes, valueBytes);
                break;
            case 3:
                encoder.AddNever(nameBytes, valueBytes);
                isSecret = true;
                break;
            case 4:
                encoder.Add(new HeaderField(nameBytes, valueBytes));
                break;
            default:
                encoder.AddRemembered(nameBytes, valueBytes);
                break;
        }

        return new(name, value, isSecret);
    }

    private static string Value(Choices choices) => choices.Below(4) switch
    {
        0 => $"v{choices.Below(8)}",
        1 => new string((char)choices.Byte(), choices.Size(5000)),
        2 => NaiveField.Text(choices.Bytes(40)),
        _ => "",
    };

    private static void Compare(List<NaiveField> sent, HeaderList list, NaiveHpack naive)
    {
        Check.That(list.Count == sent.Count && naive.Fields.Count == sent.Count, $"{sent.Count} fields were sent, {list.Count} and {naive.Fields.Count} arrived");
        for (var i = 0; i < sent.Count; i++)
        {
            var (name, value) = (NaiveField.Text(list.Name(i)), NaiveField.Text(list.Value(i)));
            Check.That(name == sent[i].Name && value == sent[i].Value, $"field {i} is '{name}: {value}', sent was {sent[i]}");
            Check.That(naive.Fields[i].Name == name && naive.Fields[i].Value == value, $"field {i} is {naive.Fields[i]} for the naive decoder");
            // The static table has :authority, te and others, but no secret with a value.
            if (sent[i] is { NeverIndexed: true, Value.Length: > 0 }) Check.That(naive.Fields[i].NeverIndexed || IsStatic(name, value), $"the secret {name} may be indexed");
        }
    }

    private static bool IsStatic(string name, string value) =>
        StaticTable.Find(System.Text.Encoding.Latin1.GetBytes(name), System.Text.Encoding.Latin1.GetBytes(value)).FieldIndex != 0;
}
