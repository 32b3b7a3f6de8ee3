using Peregrine.Client.Connecting;

namespace Peregrine.Client.Tests.Connecting;

public class BackoffTests
{
    [Fact]
    public void It_grows_from_1_s_by_1_6_up_to_120_s()
    {
        var backoff = new Backoff();
        for (var expected = 1.0; expected < 120; expected *= 1.6) Assert.Equal(expected, backoff.Next(0.5).TotalSeconds, 3);
        Assert.Equal(120, backoff.Next(0.5).TotalSeconds, 3);
        Assert.Equal(120, backoff.Next(0.5).TotalSeconds, 3);
    }

    [Theory]
    [InlineData(0.0, 0.8)]
    [InlineData(0.25, 0.9)]
    [InlineData(1.0, 1.2)]
    public void It_is_spread_by_20_percent(double random, double expected)
    {
        var backoff = new Backoff();
        Assert.Equal(expected, backoff.Next(random).TotalSeconds, 6);
    }

    [Fact]
    public void The_spread_does_not_add_up()
    {
        var backoff = new Backoff();
        backoff.Next(1);
        Assert.Equal(1.6, backoff.Next(0.5).TotalSeconds, 6);
    }

    [Fact]
    public void Reset_begins_anew()
    {
        var backoff = new Backoff();
        backoff.Next(0.5);
        backoff.Next(0.5);
        backoff.Reset();
        Assert.Equal(1, backoff.Next(0.5).TotalSeconds, 6);
    }
}
