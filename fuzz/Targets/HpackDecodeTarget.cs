using Fuzz.Models;
using Peregrine.Http2;
using Peregrine.Http2.Hpack;

namespace Fuzz.Targets;

/// <summary>The HPACK decoder against the naive one: block after block of one connection, with changes of the allowed table size between them.</summary>
internal sealed class HpackDecodeTarget : FuzzTarget
{
    public override string Name => "hpack-decode";

    public override int Weight => 2;

    public override IReadOnlyList<byte[]> Tokens =>
    [
        [0x82], [0xBE], [0xBF], [0x40, 1, (byte)'a', 1, (byte)'b'], [0x00, 1, (byte)'c', 0], [0x10, 0, 0], [0x20], [0x3F, 0xE1, 0x1F], [0x3F, 0x45], [0x7F, 0x00], [0xFF, 0x80, 0x01],
        [0x41, 0x8C, 0xF1, 0xE3, 0xC2, 0xE5, 0xF2, 0x3A, 0x6B, 0xA0, 0xAB, 0x90, 0xF4, 0xFF], [0x0F, 0x11], [0x1F, 0x00],
    ];

    public override void Run(byte[] input, Features features)
    {
        var choices = new Choices(input);
        var limits = new HpackLimits(choices.Of(16_384, 200, 60, 0, 1000), choices.Of(128, 4, 1, 0));
        var decoder = new HpackDecoder(limits);
        var list = new HeaderList();
        var naive = new NaiveHpack(limits.ListSize, limits.Fields);
        while (!choices.IsEmpty)
        {
            if (choices.OneIn(5))
            {
                var capacity = choices.Of(4096, 0, 64, 100, 65_536);
                decoder.AllowCapacity(capacity);
                naive.Allow(capacity);
            }

            var block = choices.Bytes(255);
            var breach = decoder.Decode(block, list);
            features.Hit(1, (int)breach.Violation, Features.Magnitude(list.Count));
            features.Hit(2, Features.Magnitude(decoder.TableSize), Features.Magnitude(list.Size));
            if (!Agree(breach, naive.Decode(block))) return;
            Compare(decoder, list, naive, breach.IsNone);
        }
    }

    /// <summary>Whether both say the same; false ends the connection.</summary>
    private static bool Agree(Breach breach, BlockVerdict expected)
    {
        var verdict = breach.Violation switch
        {
            Violation.None => BlockVerdict.Fine,
            Violation.HeaderListTooLarge or Violation.TooManyHeaderFields => BlockVerdict.OverLimit,
            Violation.HeaderListFarTooLarge or Violation.FarTooManyHeaderFields => BlockVerdict.FarOverLimit,
            _ => BlockVerdict.Broken,
        };
        // A string too long for the limit is refused before it is known whether it is valid.
        var isSame = verdict == expected || (verdict == BlockVerdict.FarOverLimit && expected == BlockVerdict.Broken);
        Check.That(isSame, $"the decoder said {breach.Violation}, expected was {expected}");
        if (!breach.IsNone) _ = breach.Describe(default);
        return verdict is BlockVerdict.Fine or BlockVerdict.OverLimit;
    }

    private static void Compare(HpackDecoder decoder, HeaderList list, NaiveHpack naive, bool isWhole)
    {
        Check.That(decoder.TableSize == naive.TableSize, $"the table has {decoder.TableSize} bytes, expected {naive.TableSize}");
        if (isWhole) Check.That(list.Count == naive.Fields.Count, $"{list.Count} fields, expected {naive.Fields.Count}");
        for (var i = 0; i < list.Count; i++)
        {
            var expected = naive.Fields[i];
            var (name, value) = (NaiveField.Text(list.Name(i)), NaiveField.Text(list.Value(i)));
            Check.That(name == expected.Name && value == expected.Value, $"field {i} is '{name}: {value}', expected {expected}");
            Check.That(list.IsNeverIndexed(i) || !expected.NeverIndexed, $"field {i} may be indexed, which its sender forbade");
            var kept = list.Keep(i);
            Check.That(kept.Name.SequenceEqual(list.Name(i)) && kept.Value.SequenceEqual(list.Value(i)), $"the kept field {i} differs");
        }
    }
}
