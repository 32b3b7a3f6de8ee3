namespace Peregrine.Http2;

/// <summary>A 31-bit stream identifier (RFC 9113 section 5.1.1): odd when the client opened it, even when the server did, 0 for the connection.</summary>
/// <param name="Value">The identifier, without the reserved bit.</param>
public readonly record struct StreamId(uint Value) : IComparable<StreamId>
{
    /// <summary>The largest identifier, also the first last-stream-id of a graceful GOAWAY (RFC 9113 section 6.8).</summary>
    public static readonly StreamId Max = new(0x7FFF_FFFF);

    /// <summary>Stream 0, the connection itself.</summary>
    public static readonly StreamId Connection;

    /// <summary>Whether this is stream 0.</summary>
    public bool IsConnection => Value == 0;

    /// <summary>Whether a client opens streams of this parity.</summary>
    public bool IsClientInitiated => (Value & 1) == 1;

    /// <inheritdoc/>
    public int CompareTo(StreamId other) => Value.CompareTo(other.Value);

    /// <summary>Orders by value.</summary>
    public static bool operator <(StreamId left, StreamId right) => left.Value < right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >(StreamId left, StreamId right) => left.Value > right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator <=(StreamId left, StreamId right) => left.Value <= right.Value;

    /// <summary>Orders by value.</summary>
    public static bool operator >=(StreamId left, StreamId right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
