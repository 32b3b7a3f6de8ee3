using Peregrine.Connections;
using Peregrine.Messages;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Connections;

public class SharedDrainTests
{
    private static readonly TimeSpan s_dear = TimeSpan.FromMicroseconds(120);
    private static readonly TimeSpan s_overEveryBudget = TimeSpan.FromMilliseconds(4);

    private readonly FakeTimeProvider _time = new();
    private readonly List<int> _ran = [];

    [Fact]
    public async Task Items_that_are_left_over_run_until_the_budget_of_their_thread_is_used()
    {
        var scheduler = new HeldScheduler();
        var (_, sink) = await ReadAsync(scheduler, 10, Work);
        Assert.Equal([0], _ran);
        var flushes = sink.Flushes;

        scheduler.RunOne();

        Assert.Equal([0, 1, 2, 3, 4], _ran); // four items of 120 µs fill 400 µs
        Assert.Equal(flushes + 1, sink.Flushes);
    }

    [Fact]
    public async Task Each_item_runs_once_however_many_threads_come()
    {
        var scheduler = new HeldScheduler();
        var (_, sink) = await ReadAsync(scheduler, 10, Work);
        var flushes = sink.Flushes;

        scheduler.Run();

        Assert.Equal(Enumerable.Range(0, 10), _ran);
        Assert.Equal(flushes + 3, sink.Flushes); // 4 + 4 + 1 items; who finds none sends nothing
    }

    [Fact]
    public async Task An_item_that_blocks_delays_no_other()
    {
        var scheduler = new HeldScheduler();
        await ReadAsync(scheduler, 10, item =>
        {
            if (item == 1) scheduler.Run(); // what other threads do meanwhile
            Work(item);
        });

        scheduler.RunOne();

        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 8, 9, 1], _ran);
    }

    [Fact]
    public async Task Output_waits_for_the_end_of_the_drain_only_on_its_thread()
    {
        var scheduler = new HeldScheduler();
        ReadLoop? loop = null;
        var waits = new List<(bool Here, bool Elsewhere)>();
        (loop, _) = await ReadAsync(scheduler, 3, item =>
        {
            Work(item);
            if (loop is null) return;
            var elsewhere = false;
            var other = new Thread(() => elsewhere = DrainSlot.IsDraining(loop));
            other.Start();
            other.Join();
            waits.Add((DrainSlot.IsDraining(loop), elsewhere));
        });

        scheduler.Run();

        Assert.Equal([(true, false), (true, false)], waits);
        Assert.False(DrainSlot.IsDraining(loop));
    }

    [Fact]
    public async Task What_was_written_before_an_item_got_stuck_is_sent_without_it()
    {
        var scheduler = new HeldScheduler { IsWatched = true };
        ReadLoop? loop = null;
        Sink? sink = null;
        var flushedMeanwhile = 0;
        var waitedAfterwards = true;
        (loop, sink) = await ReadAsync(scheduler, 3, item =>
        {
            Work(item);
            if (item != 2) return;
            _time.Advance(s_overEveryBudget);
            DrainSlot.Current.Check(s_dear); // what the watchdog does
            waitedAfterwards = DrainSlot.IsDraining(loop!);
            var before = sink!.Flushes;
            scheduler.Run();
            flushedMeanwhile = sink.Flushes - before;
        });

        scheduler.RunOne();

        Assert.False(waitedAfterwards);
        Assert.NotEqual(0, flushedMeanwhile);
    }

    [Fact]
    public async Task A_thread_that_is_about_to_block_hands_its_drain_over_at_once()
    {
        var scheduler = new HeldScheduler { IsWatched = true };
        await ReadAsync(scheduler, 2, item =>
        {
            if (item == 0)
            {
                DrainSlot.AboutToBlock();
                scheduler.Run(); // another thread goes on
            }

            _ran.Add(item);
        });

        Assert.Equal([1, 0], _ran);
    }

    /// <summary>A loop that has read a batch whose first item used up its budget.</summary>
    private async Task<(ReadLoop Loop, Sink Sink)> ReadAsync(HeldScheduler scheduler, int items, Action<int> run)
    {
        var (near, far) = MemoryConnection.CreatePair();
        var sink = new Sink([.. Enumerable.Range(0, items).Select(number => new Item(() => run(number)))]);
        await far.SendAsync([new byte[1]], TestContext.Current.CancellationToken);
        var loop = new ReadLoop(near, sink, scheduler, _time, largestFrame: 16 * 1024);
        loop.Start();
        scheduler.RunOne();
        return (loop, sink);
    }

    private void Work(int item)
    {
        _ran.Add(item);
        _time.Advance(item == 0 ? s_overEveryBudget : s_dear);
    }

    private sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }

    private sealed class Sink(Item[] items) : IInputSink
    {
        public int Flushes { get; private set; }

        public bool IsActive => true;

        public int Handle(ReadOnlyMemory<byte> input, ReceiveSegment segment, ReadyBatch ready)
        {
            foreach (var item in items) ready.Add(item);
            return input.Length;
        }

        public bool BatchDrained()
        {
            Flushes++;
            return true;
        }

        public ValueTask WhenReadingMayContinueAsync() => default;

        public void InputEnded(Exception? error)
        {
        }
    }
}
