using System.Text;
using Fuzz.Models;
using Peregrine.Wire;

namespace Fuzz.Targets;

/// <summary>grpc-message: any bytes can be read, any text survives, and what is written is printable.</summary>
internal sealed class PercentTarget : FuzzTarget
{
    public override string Name => "percent";

    public override int MaxLength => 64;

    public override IReadOnlyList<byte[]> Tokens => [.. Words("%", "%%", "%41", "%c3%a9", "%C3", "%zz", "%e2%82%ac", " ", "\n", "+"), [0xC3, 0xA9], [0xF0, 0x9F, 0x98, 0x80], [0xFF]];

    public override void Run(byte[] input, Features features)
    {
        var expected = Encoding.UTF8.GetString(Unescape(input));
        var text = PercentEncoding.Decode(input);
        Check.That(text == expected, $"'{NaiveField.Text(input)}' was read as '{text}', expected '{expected}'");
        features.Hit(1, input.AsSpan().Count((byte)'%'), Features.Magnitude(input.Length - text.Length));

        var written = PercentEncoding.Encode(text);
        Check.That(!written.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'), "what was written is not printable");
        Check.That(PercentEncoding.Decode(written) == text, $"'{text}' came back as '{PercentEncoding.Decode(written)}'");
        features.Hit(2, Features.Magnitude(written.Length), Features.Magnitude(text.Length));

        // UTF-16 that is none.
        var wild = NaiveField.Text(input) + (char)(0xD800 + (input.Length * 7));
        var tamed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(wild));
        Check.That(PercentEncoding.Decode(PercentEncoding.Encode(wild)) == tamed, "a lone surrogate became something else than U+FFFD");
    }

    private static byte[] Unescape(byte[] input)
    {
        var bytes = new List<byte>();
        var text = NaiveField.Text(input);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 3 <= text.Length && text[(i + 1)..(i + 3)].All(char.IsAsciiHexDigit))
            {
                bytes.Add(Convert.ToByte(text[(i + 1)..(i + 3)], 16));
                i += 2;
            }
            else
            {
                bytes.Add(input[i]);
            }
        }

        return [.. bytes];
    }
}
