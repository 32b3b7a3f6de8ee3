using System.Collections.Concurrent;
using Peregrine.Connections;

namespace Peregrine.Core.Tests.Connections;

/// <summary>Keeps its items until the test runs them.</summary>
internal sealed class HeldScheduler : CallScheduler
{
    private readonly ConcurrentQueue<IThreadPoolWorkItem> _items = new();

    /// <summary>Whether the watchdog may act on what this runs; its thread queues items then.</summary>
    public bool IsWatched { get; init; }

    public override bool TakesOverStuckDrains => IsWatched;

    public override void Queue(IThreadPoolWorkItem item) => _items.Enqueue(item);

    public void Run()
    {
        while (RunOne()) { }
    }

    /// <summary>Runs the first item; false when there is none.</summary>
    public bool RunOne()
    {
        if (!_items.TryDequeue(out var item)) return false;
        item.Execute();
        return true;
    }
}
