namespace Peregrine.Connections;

/// <summary>
/// Frees connections from user code that blocks. User code may run on a read loop (the drain rule); when it blocks there, the watchdog gives the rest of
/// the queue and the reading to another thread within a few milliseconds. One background thread for the process, parked while nothing is drained.
/// </summary>
internal static class DrainWatchdog
{
    private const int TickMs = 4; // each costs some twenty microseconds, busy or not
    private const int IdleTicksBeforeParking = 25;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(4);
    private static readonly Lock s_gate = new();
    private static readonly ManualResetEventSlim s_wake = new(false);
    private static DrainSlot[] s_slots = [];
    private static Thread? s_thread;
    private static bool s_parked;

    public static DrainSlot Register(DrainSlot slot)
    {
        lock (s_gate)
        {
            s_slots = [.. s_slots.Where(static known => known.IsInUse), slot]; // threads come and go
            if (s_thread is null)
            {
                s_thread = new Thread(Watch) { IsBackground = true, Name = "Peregrine drain watchdog" };
                s_thread.UnsafeStart();
            }
        }

        return slot;
    }

    /// <summary>Called at the start of each drain; costs one read while the watchdog is awake.</summary>
    public static void Wake()
    {
        if (Volatile.Read(ref s_parked)) s_wake.Set();
    }

    private static void Watch()
    {
        var idle = 0;
        while (true)
        {
            var busy = false;
            foreach (var slot in Volatile.Read(ref s_slots)) busy |= slot.Check(s_limit);
            idle = busy ? 0 : idle + 1;

            if (idle < IdleTicksBeforeParking)
            {
                Thread.Sleep(TickMs);
                continue;
            }

            s_wake.Reset();
            Volatile.Write(ref s_parked, true);
            s_wake.Wait(TimeSpan.FromSeconds(10)); // bounded: a wake-up lost in the race between the two lines above costs at most this
            Volatile.Write(ref s_parked, false);
            idle = 0;
        }
    }
}
