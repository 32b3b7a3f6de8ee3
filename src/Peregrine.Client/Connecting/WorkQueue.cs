namespace Peregrine.Client.Connecting;

/// <summary>
/// Runs work items one after the other, in the order in which they were posted: on the posting thread when none runs, else on the thread that is at
/// it. So what only work items touch needs no lock, and an item may post another without recursion.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _work = new();
    private bool _isRunning;

    public void Post(Action work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            if (_isRunning) return;
            _isRunning = true;
        }

        Run();
    }

    private void Run()
    {
        // What a call carries in its execution context (an activity, a culture) must not live on in connections and timers that all calls share.
        AsyncFlowControl? noFlow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        try
        {
            while (Next() is { } work) work();
        }
        catch
        {
            // A mistake of ours; the rest runs with the next post, so that a channel is never stuck.
            lock (_gate) _isRunning = false;
            throw;
        }
        finally
        {
            noFlow?.Undo();
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            if (_work.TryDequeue(out var work)) return work;
            _isRunning = false;
            return null;
        }
    }
}
