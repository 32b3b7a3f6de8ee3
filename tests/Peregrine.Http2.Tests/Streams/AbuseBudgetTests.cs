using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Tests.Streams;

public class AbuseBudgetTests
{
    [Fact]
    public void The_burst_may_be_spent_at_once_and_no_more()
    {
        var budget = new AbuseBudget(3, 1);
        for (var i = 0; i < 3; i++) Assert.True(budget.Charge(AbuseCause.Reset).IsNone);
        Assert.Equal(new Breach(Violation.TooManyResets, 4, 3), budget.Charge(AbuseCause.Reset));
    }

    [Fact]
    public void Points_come_back_with_time()
    {
        var budget = new AbuseBudget(3, 2);
        budget.Refill(0);
        budget.Charge(AbuseCause.Reset, 3);
        budget.Refill(500);
        Assert.True(budget.Charge(AbuseCause.Reset).IsNone);
        Assert.False(budget.Charge(AbuseCause.Reset).IsNone);
    }

    [Fact]
    public void A_steady_rate_below_the_refill_is_never_refused()
    {
        var budget = new AbuseBudget(200, 100);
        for (var now = 0; now < 100_000; now += 10)
        {
            budget.Refill(now);
            Assert.True(budget.Charge(AbuseCause.ProvokedReset).IsNone);
        }
    }

    [Fact]
    public void Window_updates_and_pings_are_free_as_far_as_data_was_sent()
    {
        var budget = new AbuseBudget(1, 0);
        for (var i = 0; i < 100; i++)
        {
            budget.DataSent();
            Assert.True(budget.Charge(AbuseCause.WindowUpdate).IsNone);
            Assert.True(budget.Charge(AbuseCause.WindowUpdate).IsNone);
            Assert.True(budget.Charge(AbuseCause.ControlFrame).IsNone);
        }
    }

    [Fact]
    public void A_client_may_cancel_as_often_as_it_sees_calls_through()
    {
        var budget = new AbuseBudget(1, 0);
        for (var i = 0; i < 100; i++)
        {
            budget.StreamCompleted();
            Assert.True(budget.Charge(AbuseCause.Reset).IsNone);
        }
        Assert.True(budget.Charge(AbuseCause.Reset).IsNone);
        Assert.False(budget.Charge(AbuseCause.Reset).IsNone);
    }

    [Fact]
    public void A_clock_that_goes_back_gives_nothing()
    {
        var budget = new AbuseBudget(1, 1000);
        budget.Refill(1000);
        budget.Charge(AbuseCause.Reset);
        budget.Refill(0);
        Assert.False(budget.Charge(AbuseCause.Reset).IsNone);
    }
}
