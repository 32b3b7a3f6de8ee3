using Peregrine.Transports;

namespace Peregrine.Connections;

/// <summary>What one thread drains at the moment. Written by that thread, read by the <see cref="DrainWatchdog"/>.</summary>
internal sealed class DrainSlot
{
    [ThreadStatic]
    private static DrainSlot? t_current;

    private readonly Thread _thread = Thread.CurrentThread;
    private ReadLoop? _loop;
    private int _turn;
    private PollLoop? _polls;
    private int _pollTurn;
    private long _itemStartedAt;

    /// <summary>The slot of this thread.</summary>
    public static DrainSlot Current => t_current ??= DrainWatchdog.Register(new DrainSlot());

    /// <summary>Whether its thread lives.</summary>
    public bool IsInUse => _thread.IsAlive;

    /// <summary>When the running item started, in timestamps of the loop's time provider.</summary>
    public long ItemStartedAt
    {
        get => Volatile.Read(ref _itemStartedAt);
        set => Volatile.Write(ref _itemStartedAt, value);
    }

    /// <summary>Whether this thread drains <paramref name="loop"/> and still owns its turn: only then may output wait for the end of the batch.</summary>
    public static bool IsDraining(ReadLoop loop) => t_current is { } slot && slot._loop == loop && loop.IsTurn(slot._turn);

    public void Enter(ReadLoop loop, int turn, long now)
    {
        ItemStartedAt = now;
        _turn = turn;
        if (OperatingSystem.IsLinux())
        {
            _polls = PollLoop.Current;
            _pollTurn = PollLoop.CurrentTurn;
        }

        Volatile.Write(ref _loop, loop);
    }

    public void Leave() => Volatile.Write(ref _loop, null);

    /// <summary>Called by the watchdog: frees the loop when its item has run for longer than <paramref name="limit"/>. Returns whether anything is being drained here.</summary>
    public bool Check(TimeSpan limit)
    {
        if (Volatile.Read(ref _loop) is not { } loop) return false;

        if (loop.Elapsed(ItemStartedAt) > limit) Free(loop);
        return true;
    }

    // The connection first; and when the thread is a poll loop's, the sockets that it serves.
    private void Free(ReadLoop loop)
    {
        loop.TakeOver(_turn);
        if (OperatingSystem.IsLinux()) _polls?.TakeOver(_pollTurn);
    }
}
