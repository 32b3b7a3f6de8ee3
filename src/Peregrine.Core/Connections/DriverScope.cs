namespace Peregrine.Connections;

/// <summary>A stretch under a connection's lock. On leaving, output that nobody else will send is sent.</summary>
internal readonly ref struct DriverScope
{
    private readonly ConnectionDriver _driver;
    private readonly bool _writes;

    internal DriverScope(ConnectionDriver driver, bool writes)
    {
        _driver = driver;
        _writes = writes;
        driver.Gate.Enter();
    }

    /// <summary>Leaves the lock, then flushes.</summary>
    public void Dispose()
    {
        var flush = _driver.TryBeginFlush_NeedsLock(_writes);
        _driver.Gate.Exit();
        if (flush) _driver.Flush();
    }
}
