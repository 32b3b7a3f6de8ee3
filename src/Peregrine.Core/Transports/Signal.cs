using System.Threading.Tasks.Sources;

namespace Peregrine.Transports;

/// <summary>
/// Lets one waiter wait, again and again, without allocating. <see cref="Arm"/> and <see cref="Disarm"/> are called under the owner's lock,
/// <see cref="Fire"/> outside it, once after each Disarm that returned true. The waiter is resumed on a thread of its own: it may run user code, which must not run in the
/// middle of the other end's send.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private bool _armed;

    public ValueTask Arm()
    {
        _core.Reset();
        _armed = true;
        return new(this, _core.Version);
    }

    public bool Disarm()
    {
        var armed = _armed;
        _armed = false;
        return armed;
    }

    public void Fire() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
