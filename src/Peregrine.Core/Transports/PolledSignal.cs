using System.Threading.Tasks.Sources;

namespace Peregrine.Transports;

/// <summary>An edge that one waiter may wait for; an edge that comes before the wait is not lost. Waiters are resumed on the thread that fires.</summary>
internal sealed class PolledSignal : IValueTaskSource
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _core;
    private bool _fired;
    private bool _waits;

    /// <summary>Forgets an edge that came before now; call it before the attempt whose failure leads to a wait.</summary>
    public void Reset()
    {
        lock (_gate) _fired = false;
    }

    public ValueTask WaitAsync()
    {
        lock (_gate)
        {
            if (_fired) return default;

            _core.Reset();
            _waits = true;
            return new ValueTask(this, _core.Version);
        }
    }

    public void Fire()
    {
        lock (_gate)
        {
            _fired = true;
            if (!_waits) return;

            _waits = false;
        }

        _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
