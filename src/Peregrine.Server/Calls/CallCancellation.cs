using Peregrine.Connections;

namespace Peregrine.Server.Calls;

/// <summary>
/// The cancellation of one server call: its token, made when somebody asks for it, and its deadline. A member of the call, so that a call that
/// nobody watches costs nothing.
/// </summary>
internal struct CallCancellation
{
    // Stands for "cancelled before anybody asked for the token".
    private static readonly CancellationTokenSource s_cancelled = MakeCancelled();

    private CancellationTokenSource? _source;

    /// <summary>When the call has to be over; null when the client sets no limit.</summary>
    public CallDeadline? Deadline { get; set; }

    /// <summary>The token. May be called by any thread.</summary>
    public CancellationToken Token
    {
        get
        {
            var source = Volatile.Read(ref _source);
            if (source is null)
            {
                var made = new CancellationTokenSource();
                source = Interlocked.CompareExchange(ref _source, made, null) ?? made;
            }

            return source.Token;
        }
    }

    /// <summary>Cancels. Callbacks of the token are user code: they run as a ready item, not under the lock.</summary>
    public void Cancel_NeedsLock(ConnectionDriver driver)
    {
        var source = Interlocked.CompareExchange(ref _source, s_cancelled, null);
        if (source is not null && source != s_cancelled && !source.IsCancellationRequested) driver.MakeReady_NeedsLock(new CancelItem(source));
    }

    private static CancellationTokenSource MakeCancelled()
    {
        var source = new CancellationTokenSource();
        source.Cancel();
        return source;
    }
}
