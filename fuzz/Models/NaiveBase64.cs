namespace Fuzz.Models;

/// <summary>Base64 letter by letter (RFC 4648 section 4), padding optional.</summary>
internal static class NaiveBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static byte[]? Decode(string text)
    {
        text = text.Trim(' ', '\t');
        var letters = text.TrimEnd('=');
        var padding = text.Length - letters.Length;
        if (padding > 2 || (padding > 0 && text.Length % 4 != 0) || letters.Length % 4 == 1) return null;
        var bits = 0;
        var count = 0;
        var bytes = new List<byte>();
        foreach (var letter in letters)
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0) return null;
            bits = (bits << 6) | value;
            count += 6;
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }

        return bits == 0 ? [.. bytes] : null; // section 3.5: bits that are left over must be zero
    }
}
