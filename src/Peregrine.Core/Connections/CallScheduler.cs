namespace Peregrine.Connections;

/// <summary>
/// Where work goes that does not run on a read loop: continuations made ready by another thread, and what a drain leaves over. The one place
/// through which threads are used, so that a test can run everything on one thread in virtual time.
/// </summary>
internal abstract class CallScheduler
{
    /// <summary>The thread pool, with the watchdog that frees a connection from user code that blocks.</summary>
    public static CallScheduler ThreadPool { get; } = new ThreadPoolScheduler();

    /// <summary>Whether a drain that is stuck in user code is taken over by another thread.</summary>
    public abstract bool TakesOverStuckDrains { get; }

    /// <summary>Runs the item soon, on some thread.</summary>
    public abstract void Queue(IThreadPoolWorkItem item);

    private sealed class ThreadPoolScheduler : CallScheduler
    {
        public override bool TakesOverStuckDrains => true;

        public override void Queue(IThreadPoolWorkItem item) =>
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
    }
}
