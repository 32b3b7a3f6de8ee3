using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Tests.Streams;

public class StreamPoolTests
{
    [Fact]
    public void A_retired_stream_serves_again_only_after_the_input_was_handled()
    {
        var pool = new StreamPool();
        var first = pool.Rent(new(1), 10, 20, 0);
        pool.Retire(first);
        Assert.NotSame(first, pool.Rent(new(3), 10, 20, 0));
        pool.Renew();
        Assert.Same(first, pool.Rent(new(5), 10, 20, 0));
    }

    [Fact]
    public void A_stream_begins_its_next_life_with_nothing_of_the_last()
    {
        var pool = new StreamPool();
        var stream = pool.Rent(new(1), 10, 20, 0);
        stream.Owner = this;
        stream.HeadReceived = true;
        stream.Unconsumed = 7;
        stream.IsReleased = true;
        stream.State.SendHeaders(endStream: true);
        stream.ReceiveWindow.TryTake(5);
        pool.Retire(stream);
        pool.Renew();
        Assert.Same(stream, pool.Rent(new(3), 1, 2, 4));
        Assert.Equal((3u, null, false, 0, false, false), (stream.Id.Value, stream.Owner, stream.HeadReceived, stream.Unconsumed, stream.IsReleased, stream.IsRetired));
        Assert.True(stream.CanSend && stream.CanReceive);
        Assert.Equal((1, 2), (stream.SendWindow.Available, stream.ReceiveWindow.Available));
    }

    [Fact]
    public void A_stream_that_stands_in_the_send_queue_is_not_used_again()
    {
        var pool = new StreamPool();
        var stream = pool.Rent(new(1), 10, 20, 0);
        stream.Turn.IsQueued = true;
        pool.Retire(stream);
        pool.Renew();
        Assert.NotSame(stream, pool.Rent(new(3), 10, 20, 0));
    }
}
