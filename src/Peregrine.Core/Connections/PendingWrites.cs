using System.Diagnostics.CodeAnalysis;

namespace Peregrine.Connections;

/// <summary>The writes of one stream that wait, in order: those with bytes first, those that are not serialized yet behind them.</summary>
internal sealed class PendingWrites
{
    private readonly Queue<PendingWrite> _writes = new();
    private DeferredWrite? _last;

    public int Count => _writes.Count;

    /// <summary>Whether the last one is not serialized yet.</summary>
    public bool EndsDeferred => _last is { IsSerialized: false };

    public void Add(PendingWrite write)
    {
        _writes.Enqueue(write);
        _last = write as DeferredWrite;
    }

    public bool TryPeek([NotNullWhen(true)] out PendingWrite? first) => _writes.TryPeek(out first);

    /// <summary>Takes the first one out.</summary>
    public void Remove()
    {
        _writes.Dequeue();
        if (_writes.Count == 0) _last = null;
    }
}
