using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class ReceiveSegmentTests
{
    [Fact]
    public void The_last_release_gives_the_segment_back_to_its_pool()
    {
        var pool = new SegmentPool(16, 4);
        var segment = pool.Rent();
        segment.Retain();
        segment.Release();
        Assert.NotSame(segment, pool.Rent());
        segment.Release();
        Assert.Same(segment, pool.Rent());
        Assert.Equal(1, segment.Users);
    }

    [Fact]
    public void A_pool_keeps_no_more_than_its_capacity()
    {
        var pool = new SegmentPool(16, 1);
        var (first, second) = (pool.Rent(), pool.Rent());
        first.Release();
        second.Release();
        Assert.Same(first, pool.Rent());
        Assert.NotSame(second, pool.Rent());
    }

    [Fact]
    public void Releasing_once_too_often_throws()
    {
        var segment = new SegmentPool(16, 0).Rent();
        segment.Release();
        Assert.Throws<InvalidOperationException>(segment.Release);
    }

    [Fact]
    public void Retaining_after_the_last_release_throws()
    {
        var segment = new SegmentPool(16, 0).Rent();
        segment.Release();
        Assert.Throws<InvalidOperationException>(segment.Retain);
    }

    [Fact]
    public void Many_threads_may_retain_and_release()
    {
        var segment = new SegmentPool(16, 0).Rent();
        Parallel.For(0, 10_000, _ =>
        {
            segment.Retain();
            segment.Release();
        });
        Assert.Equal(1, segment.Users);
    }
}
