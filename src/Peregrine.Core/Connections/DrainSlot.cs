using Peregrine.Transports;

namespace Peregrine.Connections;

/// <summary>What one thread drains at the moment. Written by that thread, read by the <see cref="DrainWatchdog"/>.</summary>
internal sealed class DrainSlot
{
    [ThreadStatic]
    private static DrainSlot? t_current;

    private readonly Thread _thread = Thread.CurrentThread;
    private IDrain? _drain;
    private int _turn;
    private PollLoop? _polls;
    private int _pollTurn;
    private long _itemStartedAt;

    /// <summary>The slot of this thread.</summary>
    public static DrainSlot Current => t_current ??= DrainWatchdog.Register(new DrainSlot());

    /// <summary>Whether its thread lives.</summary>
    public bool IsInUse => _thread.IsAlive;

    /// <summary>When the running item started, in timestamps of the drain's clock.</summary>
    public long ItemStartedAt
    {
        get => Volatile.Read(ref _itemStartedAt);
        set => Volatile.Write(ref _itemStartedAt, value);
    }

    /// <summary>Whether this thread drains what <paramref name="loop"/> has read and nobody has taken over: only then may output wait for the end of the drain.</summary>
    public static bool IsDraining(ReadLoop loop) => t_current is { } slot && Volatile.Read(ref slot._drain) is { } drain && drain.HoldsOutput(loop, slot._turn);

    public void Enter(IDrain drain, int turn, long now)
    {
        ItemStartedAt = now;
        _turn = turn;
        if (OperatingSystem.IsLinux())
        {
            _polls = PollLoop.Current;
            _pollTurn = PollLoop.CurrentTurn;
        }

        Volatile.Write(ref _drain, drain);
    }

    public void Leave() => Volatile.Write(ref _drain, null);

    /// <summary>This thread is about to wait: what it drains is taken over at once, not when the watchdog notices.</summary>
    public static void AboutToBlock() => t_current?.Check(TimeSpan.MinValue);

    /// <summary>Called by the watchdog: has the drain taken over when its item has run for longer than <paramref name="limit"/>. Returns whether anything is being drained here.</summary>
    public bool Check(TimeSpan limit)
    {
        if (Volatile.Read(ref _drain) is not { } drain) return false;

        if (drain.Elapsed(ItemStartedAt) > limit) Free(drain);
        return true;
    }

    // The connection first; and when the thread is a poll loop's, the sockets that it serves.
    private void Free(IDrain drain)
    {
        if (drain.TakeOver(_turn)) Interlocked.CompareExchange(ref _drain, null, drain);
        if (OperatingSystem.IsLinux()) _polls?.TakeOver(_pollTurn);
    }
}
