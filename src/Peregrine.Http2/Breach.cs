using System.Globalization;
using System.Text;

namespace Peregrine.Http2;

/// <summary>A violation with the numbers that its text needs. The default value is "no violation".</summary>
internal readonly record struct Breach(Violation Violation, long Actual = 0, long Limit = 0, string? What = null)
{
    private const int LongestExcerpt = 64;

    public bool IsNone => Violation == Violation.None;

    public Consequence Consequence => ViolationTable.Of(Violation);

    public bool IsOfConnection => Consequence.Scope == ViolationScope.Connection;

    public static implicit operator Breach(Violation violation) => new(violation);

    /// <summary>The error that the owner is told.</summary>
    public Http2Error ToError(StreamId streamId, Http2Initiator initiator) =>
        new(Violation, Consequence.Code, initiator, streamId, Describe(streamId));

    /// <summary>The sentence for people.</summary>
    public string Describe(StreamId streamId)
    {
        var text = Consequence.Text
            .Replace("{actual}", Actual.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{limit}", Limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{what}", What ?? "unknown", StringComparison.Ordinal);
        return streamId.IsConnection ? text : $"stream {streamId}: {text}";
    }

    /// <summary>Bytes of a peer as harmless text: printable ASCII, cut short.</summary>
    public static string Excerpt(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (var value in bytes[..Math.Min(bytes.Length, LongestExcerpt)])
        {
            if (value is >= 0x20 and < 0x7F) text.Append((char)value);
            else text.Append("\\x").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.Append(bytes.Length > LongestExcerpt ? "...'" : "'").ToString();
    }
}
