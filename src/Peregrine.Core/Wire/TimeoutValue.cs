using System.Buffers.Text;

namespace Peregrine.Wire;

/// <summary>
/// The value of <c>grpc-timeout</c>: at most 8 digits and a unit, <c>H M S m u n</c> (grpc/doc/PROTOCOL-HTTP2.md, Timeout).
/// </summary>
internal static class TimeoutValue
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = MaxDigits + 1;

    private const int MaxDigits = 8;
    private const long MaxNumber = 99_999_999;
    private const long NanosecondsPerTick = 100;

    /// <summary>Writes a timeout in the finest unit in which it fits, rounded up, and returns the number of bytes. What is not positive becomes the shortest one.</summary>
    public static int Format(TimeSpan timeout, Span<byte> destination)
    {
        var ticks = timeout.Ticks;
        var (number, unit) = ticks switch
        {
            <= 0 => (1, (byte)'n'),
            <= MaxNumber / NanosecondsPerTick => (ticks * NanosecondsPerTick, (byte)'n'),
            <= MaxNumber * TimeSpan.TicksPerMicrosecond => (Up(ticks, TimeSpan.TicksPerMicrosecond), (byte)'u'),
            <= MaxNumber * TimeSpan.TicksPerMillisecond => (Up(ticks, TimeSpan.TicksPerMillisecond), (byte)'m'),
            <= MaxNumber * TimeSpan.TicksPerSecond => (Up(ticks, TimeSpan.TicksPerSecond), (byte)'S'),
            <= MaxNumber * TimeSpan.TicksPerMinute => (Up(ticks, TimeSpan.TicksPerMinute), (byte)'M'),
            _ => (Math.Min(Up(ticks, TimeSpan.TicksPerHour), MaxNumber), (byte)'H'),
        };
        Utf8Formatter.TryFormat(number, destination, out var written);
        destination[written] = unit;
        return written + 1;
    }

    /// <summary>Reads a timeout; false for anything that the grammar does not allow. Parts of a tick are rounded up.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out TimeSpan timeout)
    {
        timeout = default;
        if (value.Length is < 2 or > MaxLength) return false;
        long number = 0;
        foreach (var digit in value[..^1])
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + digit - '0';
        }

        long? ticks = value[^1] switch
        {
            (byte)'H' => number * TimeSpan.TicksPerHour, // 8 digits of hours fit in a TimeSpan
            (byte)'M' => number * TimeSpan.TicksPerMinute,
            (byte)'S' => number * TimeSpan.TicksPerSecond,
            (byte)'m' => number * TimeSpan.TicksPerMillisecond,
            (byte)'u' => number * TimeSpan.TicksPerMicrosecond,
            (byte)'n' => Up(number, NanosecondsPerTick),
            _ => null,
        };
        timeout = new TimeSpan(ticks ?? 0);
        return ticks is not null;
    }

    private static long Up(long value, long unit) => (value / unit) + (value % unit == 0 ? 0 : 1);
}
