using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Tests.Streams;

public class WindowTests
{
    [Fact]
    public void A_send_window_may_become_negative_and_recovers()
    {
        var window = new SendWindow(100);
        window.Take(80);
        Assert.True(window.TryChange(-50));
        Assert.Equal(-30, window.Available);
        Assert.True(window.TryChange(40));
        Assert.Equal(10, window.Available);
    }

    [Fact]
    public void A_send_window_never_exceeds_2_31_minus_1()
    {
        var window = new SendWindow(1);
        Assert.False(window.TryChange(int.MaxValue));
        Assert.Equal(1, window.Available);
        Assert.True(window.TryChange(int.MaxValue - 1));
    }

    [Fact]
    public void Credit_is_returned_in_batches_of_half_a_window()
    {
        var window = new ReceiveWindow(100);
        Assert.True(window.TryTake(90));
        Assert.Equal(0, window.Return(49, 0));
        Assert.Equal(50, window.Return(1, 0));
        Assert.Equal(60, window.Available);
        Assert.False(window.TryTake(61));
    }

    [Fact]
    public void Credit_of_a_large_window_is_returned_in_eighths()
    {
        var window = new ReceiveWindow(16 * 1024 * 1024);
        Assert.True(window.TryTake(4 * 1024 * 1024));
        Assert.Equal(0, window.Return((2 * 1024 * 1024) - 1, 0));
        Assert.Equal(2 * 1024 * 1024, window.Return(1, 0));
    }

    [Fact]
    public void A_window_grows_with_what_it_returns()
    {
        var window = new ReceiveWindow(100);
        Assert.True(window.TryTake(60));
        Assert.Equal(0, window.Return(49, 300));
        Assert.Equal(11, window.Unread);
        Assert.Equal(260, window.Return(11, 300)); // 60 and 200 more
        Assert.Equal((300, 0), (window.Available, window.Unread));
    }

    [Fact]
    public void A_window_of_one_byte_returns_each_byte()
    {
        var window = new ReceiveWindow(1);
        Assert.True(window.TryTake(1));
        Assert.Equal(1, window.Return(1, 0));
    }

    [Fact]
    public void A_smaller_window_counts_what_is_under_way()
    {
        var window = new ReceiveWindow(65_535);
        Assert.True(window.TryTake(1000));
        window.Resize(500);
        Assert.Equal(-500, window.Available);
        Assert.Equal(1000, window.Return(1000, 0));
        Assert.Equal(500, window.Available);
    }
}
