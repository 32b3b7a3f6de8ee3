namespace Peregrine.Connections;

/// <summary>A stretch under a connection's lock. On leaving, output that nobody else will send is sent.</summary>
internal readonly ref struct DriverScope
{
    private readonly ConnectionDriver _driver;

    internal DriverScope(ConnectionDriver driver)
    {
        _driver = driver;
        driver.Gate.Enter();
    }

    /// <summary>Leaves the lock, then flushes.</summary>
    public void Dispose()
    {
        var flush = _driver.TryBeginFlush_NeedsLock();
        _driver.Gate.Exit();
        if (flush) _driver.Flush();
    }
}
