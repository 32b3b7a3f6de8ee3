using Peregrine.Client.Connecting;

namespace Peregrine.Client.Tests.Connecting;

public class WorkQueueTests
{
    private readonly WorkQueue _queue = new();
    private readonly List<int> _ran = [];

    [Fact]
    public void Work_runs_before_Post_returns_when_none_is_running()
    {
        _queue.Post(() => _ran.Add(1));
        Assert.Equal([1], _ran);
    }

    [Fact]
    public void Work_that_is_posted_by_work_runs_after_it()
    {
        _queue.Post(() =>
        {
            _queue.Post(() => _ran.Add(2));
            _ran.Add(1);
        });
        Assert.Equal([1, 2], _ran);
    }

    [Fact]
    public void Work_that_throws_does_not_stop_the_queue()
    {
        Assert.Throws<InvalidOperationException>(() => _queue.Post(() =>
        {
            _queue.Post(() => _ran.Add(1));
            throw new InvalidOperationException();
        }));
        _queue.Post(() => _ran.Add(2));
        Assert.Equal([1, 2], _ran);
    }

    [Fact]
    public async Task Items_of_several_threads_never_overlap_and_none_is_lost()
    {
        var count = 0;
        var inside = 0;
        var overlapped = false;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                _queue.Post(() =>
                {
                    overlapped |= Interlocked.Increment(ref inside) != 1;
                    count++;
                    Interlocked.Decrement(ref inside);
                });
            }
        })));
        var done = new TaskCompletionSource();
        _queue.Post(done.SetResult);
        await done.Task;
        Assert.False(overlapped);
        Assert.Equal(20_000, count);
    }

    [Fact]
    public async Task What_a_poster_carries_in_its_context_does_not_flow_into_what_work_starts()
    {
        var local = new AsyncLocal<string> { Value = "of the call" };
        Task<string?>? seen = null;
        _queue.Post(() => seen = Task.Run<string?>(() => local.Value));
        Assert.Null(await seen!);
        Assert.Equal("of the call", local.Value);
    }
}
