namespace Peregrine.Server.Calls;

/// <summary>Cancels a source whose callbacks are user code: by itself on the scheduler, not under a lock or in somebody's way.</summary>
internal sealed class CancelItem(CancellationTokenSource source) : IThreadPoolWorkItem
{
    public void Execute()
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the user's threw; there is nobody to tell, and the call or the server ends all the same.
        }
    }
}
