namespace Peregrine.Http2.Hpack;

/// <summary>Integers with an N-bit prefix (RFC 7541 section 5.1), limited to 28 bits beyond the prefix: nothing legal is longer.</summary>
internal static class HpackInteger
{
    /// <summary>The most bytes that <see cref="Write"/> needs.</summary>
    public const int MaxLength = 6;

    private const int MaxShift = 21;

    /// <summary>Reads the integer whose first byte is at <paramref name="position"/>, which moves behind it.</summary>
    public static Violation Read(ReadOnlySpan<byte> source, int prefixBits, ref int position, out int value)
    {
        var mask = (1 << prefixBits) - 1;
        value = 0;
        if (position >= source.Length) return Violation.HpackTruncated;
        value = source[position++] & mask;
        if (value < mask) return Violation.None;

        for (var shift = 0; position < source.Length; shift += 7)
        {
            if (shift > MaxShift) return Violation.HpackIntegerTooLarge;
            var next = source[position++];
            value += (next & 0x7F) << shift;
            if (next < 0x80) return Violation.None;
        }
        return Violation.HpackTruncated;
    }

    /// <summary>Writes the integer with <paramref name="pattern"/> in the bits above the prefix; returns the length.</summary>
    public static int Write(Span<byte> destination, byte pattern, int prefixBits, int value)
    {
        var mask = (1 << prefixBits) - 1;
        if (value < mask)
        {
            destination[0] = (byte)(pattern | value);
            return 1;
        }
        destination[0] = (byte)(pattern | mask);
        var rest = (uint)(value - mask);
        var length = 1;
        for (; rest >= 0x80; rest >>= 7) destination[length++] = (byte)(rest | 0x80);
        destination[length++] = (byte)rest;
        return length;
    }
}
