namespace Peregrine.Connections;

/// <summary>Items that one thread runs one after the other, and whose output leaves when the last has run. Any thread may ask; only the draining one and the <see cref="DrainWatchdog"/> do.</summary>
internal interface IDrain
{
    /// <summary>Whether what the draining thread writes to the connection of <paramref name="loop"/> may wait for the end of the drain.</summary>
    bool HoldsOutput(ReadLoop loop, int turn);

    /// <summary>The time since a timestamp.</summary>
    TimeSpan Elapsed(long since);

    /// <summary>An item is stuck in user code: what must not wait for it goes on elsewhere. True when the thread drains nothing from here on, false when the turn tells that.</summary>
    bool TakeOver(int turn);
}
