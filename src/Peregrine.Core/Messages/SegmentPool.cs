using System.Collections.Concurrent;

namespace Peregrine.Messages;

/// <summary>Keeps a bounded number of free segments of one size.</summary>
internal sealed class SegmentPool(int size, int capacity)
{
    private readonly ConcurrentQueue<ReceiveSegment> _free = new();
    private int _count;
    private int _made;

    /// <summary>The segments that somebody uses; for tests.</summary>
    public int InUse => Volatile.Read(ref _made) - Volatile.Read(ref _count);

    public ReceiveSegment Rent()
    {
        if (_free.TryDequeue(out var segment))
        {
            Interlocked.Decrement(ref _count);
        }
        else
        {
            // Pinned, because sockets receive into it: the garbage collector need not pin and unpin it each time.
            Interlocked.Increment(ref _made);
            segment = new ReceiveSegment(this, GC.AllocateUninitializedArray<byte>(size, pinned: true));
        }

        segment.StartUse();
        return segment;
    }

    public void Return(ReceiveSegment segment)
    {
        if (Interlocked.Increment(ref _count) <= capacity)
        {
            _free.Enqueue(segment);
            return;
        }

        Interlocked.Decrement(ref _made);
        Interlocked.Decrement(ref _count);
    }
}
