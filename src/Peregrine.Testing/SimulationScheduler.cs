using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>Holds what could run next; the simulation runs it one by one, in an order that its seed decides.</summary>
internal sealed class SimulationScheduler : CallScheduler
{
    private readonly Lock _gate = new();
    private readonly List<IThreadPoolWorkItem> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private string? _escape;

    public override bool TakesOverStuckDrains => false;

    public int Count
    {
        get
        {
            lock (_gate) return _ready.Count;
        }
    }

    /// <summary>Where work first came from another thread, or null: then the run is not what its seed says.</summary>
    public string? Escape => Volatile.Read(ref _escape);

    public override void Queue(IThreadPoolWorkItem item)
    {
        CheckThread();
        lock (_gate) _ready.Add(item);
    }

    /// <summary>Notices a thread that is not the simulation's.</summary>
    public void CheckThread()
    {
        if (Environment.CurrentManagedThreadId != _thread) Interlocked.CompareExchange(ref _escape, Environment.StackTrace, null);
    }

    /// <summary>Takes one of the items; there is one.</summary>
    public IThreadPoolWorkItem Take(Random random)
    {
        lock (_gate)
        {
            var index = _ready.Count == 1 ? 0 : random.Next(_ready.Count);
            var item = _ready[index];
            _ready.RemoveAt(index); // not a swap with the last one: what is old stays in front, so that traces read well
            return item;
        }
    }
}
