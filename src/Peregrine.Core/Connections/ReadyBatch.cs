namespace Peregrine.Connections;

/// <summary>
/// What one batch of input made ready: handlers to start, awaiters to resume. Filled by the thread that parses, then claimed item by item, each by
/// exactly one thread.
/// </summary>
internal sealed class ReadyBatch
{
    private IThreadPoolWorkItem?[] _items = [];
    private int _count;
    private int _claimed;

    /// <summary>How many items were added, claimed or not.</summary>
    public int Count => _count;

    public bool IsEmpty => _count == 0;

    public void Add(IThreadPoolWorkItem item)
    {
        if (_count == _items.Length) Array.Resize(ref _items, Math.Max(8, _count * 2));
        _items[_count++] = item;
    }

    /// <summary>Takes the next item, or null when none is left.</summary>
    public IThreadPoolWorkItem? Claim()
    {
        if (Volatile.Read(ref _claimed) >= _count) return null;

        var index = Interlocked.Increment(ref _claimed) - 1;
        return index < _count ? _items[index] : null;
    }

    /// <summary>Moves what nobody has claimed to a batch of its own.</summary>
    public ReadyBatch TakeRest()
    {
        var rest = new ReadyBatch();
        while (Claim() is { } item) rest.Add(item);
        return rest;
    }

    /// <summary>Empties the batch for the next input. Only its owner may, once nobody else claims from it.</summary>
    public void Reset()
    {
        Array.Clear(_items, 0, _count);
        _count = 0;
        _claimed = 0;
    }
}
