using System.Collections.Concurrent;

namespace Peregrine.Messages;

/// <summary>Keeps a bounded number of free segments of one size.</summary>
internal sealed class SegmentPool(int size, int capacity)
{
    private readonly ConcurrentQueue<ReceiveSegment> _free = new();
    private int _count;

    public ReceiveSegment Rent()
    {
        if (_free.TryDequeue(out var segment))
        {
            Interlocked.Decrement(ref _count);
        }
        else
        {
            // Pinned, because sockets receive into it: the garbage collector need not pin and unpin it each time.
            segment = new ReceiveSegment(this, GC.AllocateUninitializedArray<byte>(size, pinned: true));
        }

        segment.StartUse();
        return segment;
    }

    public void Return(ReceiveSegment segment)
    {
        if (Interlocked.Increment(ref _count) <= capacity) _free.Enqueue(segment);
        else Interlocked.Decrement(ref _count);
    }
}
