using System.Text;
using Peregrine.Wire;

namespace Peregrine.Core.Tests.Wire;

public class TimeoutValueTests
{
    [Theory]
    [InlineData(1, "100n")]
    [InlineData(999_999, "99999900n")]
    [InlineData(1_000_000, "100000u")]
    [InlineData(1_000_001, "100001u")]
    [InlineData(10_000_000, "1000000u")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(999_999_991, "100000m")]
    [InlineData(36_000_000_000, "3600000m")]
    [InlineData(0, "1n")]
    [InlineData(-5, "1n")]
    [InlineData(long.MaxValue, "99999999H")]
    public void The_finest_unit_that_fits_8_digits_is_chosen_and_rounded_up(long ticks, string expected) => Assert.Equal(expected, Format(ticks));

    [Theory]
    [InlineData("1H", TimeSpan.TicksPerHour)]
    [InlineData("2M", 2 * TimeSpan.TicksPerMinute)]
    [InlineData("3S", 3 * TimeSpan.TicksPerSecond)]
    [InlineData("4m", 4 * TimeSpan.TicksPerMillisecond)]
    [InlineData("5u", 5 * TimeSpan.TicksPerMicrosecond)]
    [InlineData("600n", 6)]
    [InlineData("601n", 7)]
    [InlineData("1n", 1)]
    [InlineData("0S", 0)]
    [InlineData("00000001S", TimeSpan.TicksPerSecond)]
    [InlineData("99999999H", 99_999_999 * TimeSpan.TicksPerHour)]
    public void Every_unit_is_read(string text, long ticks)
    {
        Assert.True(TimeoutValue.TryParse(Encoding.ASCII.GetBytes(text), out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("1h")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1S ")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    [InlineData("1SS")]
    [InlineData("99999999999999999999S")]
    public void What_the_grammar_does_not_allow_is_refused(string text) => Assert.False(TimeoutValue.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void What_is_written_is_read_back_within_one_unit_and_never_shorter()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var ticks = random.NextInt64(1, 1L << random.Next(1, 60));
            Assert.True(TimeoutValue.TryParse(Encoding.ASCII.GetBytes(Format(ticks)), out var back));
            Assert.InRange(back.Ticks, ticks, ticks + Math.Max(1, ticks / 10_000)); // at most one part in 10^4: 8 digits less one step of 3600
        }
    }

    private static string Format(long ticks)
    {
        Span<byte> bytes = stackalloc byte[TimeoutValue.MaxLength];
        return Encoding.ASCII.GetString(bytes[..TimeoutValue.Format(new TimeSpan(ticks), bytes)]);
    }
}
