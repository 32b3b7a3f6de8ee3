namespace Peregrine.Connections;

/// <summary>
/// What a drain on the read loop leaves over because its items are dear: other threads drain it together. It is queued once for each item, so that an item that blocks
/// delays no other. A thread that comes runs items for a budget, and what they wrote leaves in one send; threads that come later find less, or nothing.
/// </summary>
/// <remarks>A send costs about 4 µs with what the kernel does behind it: a tenth of a handler of 50 µs, if each answer had its own.</remarks>
internal sealed class SharedDrain(ReadLoop loop, ReadyBatch items, CallScheduler scheduler, ExecutionContext context) : IDrain, IThreadPoolWorkItem
{
    private static readonly TimeSpan s_budget = TimeSpan.FromMicroseconds(400);

    /// <summary>Asks the scheduler for a thread per item.</summary>
    public void Start()
    {
        for (var i = items.Count; i > 0; i--) scheduler.Queue(this);
    }

    /// <summary>Drains on this thread, until the budget is used or nothing is left.</summary>
    public void Execute()
    {
        if (items.Claim() is not { } item) return;

        var slot = DrainSlot.Current;
        var started = loop.Timestamp;
        slot.Enter(this, 0, started);
        if (scheduler.TakesOverStuckDrains) DrainWatchdog.Wake();
        try
        {
            do
            {
                item.Execute();
                ExecutionContext.Restore(context); // what user code put into async-locals must not reach the next item
                slot.ItemStartedAt = loop.Timestamp;
            }
            while (loop.Elapsed(started) <= s_budget && (item = items.Claim()) is not null);
        }
        finally
        {
            slot.Leave();
        }

        loop.Flush();
    }

    public bool HoldsOutput(ReadLoop other, int turn) => ReferenceEquals(other, loop);

    public TimeSpan Elapsed(long since) => loop.Elapsed(since);

    // The other items have threads of their own. What those before the stuck one wrote must not wait for it.
    public bool TakeOver(int turn)
    {
        if (!scheduler.TakesOverStuckDrains) return false;

        scheduler.Queue(new Flushing(loop));
        return true;
    }

    private sealed class Flushing(ReadLoop loop) : IThreadPoolWorkItem
    {
        public void Execute() => loop.Flush();
    }
}
