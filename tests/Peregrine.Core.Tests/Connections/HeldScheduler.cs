using Peregrine.Connections;

namespace Peregrine.Core.Tests.Connections;

/// <summary>Keeps its items until the test runs them.</summary>
internal sealed class HeldScheduler : CallScheduler
{
    private readonly Queue<IThreadPoolWorkItem> _items = new();

    public override bool TakesOverStuckDrains => false;

    public override void Queue(IThreadPoolWorkItem item) => _items.Enqueue(item);

    public void Run()
    {
        while (_items.TryDequeue(out var item)) item.Execute();
    }
}
