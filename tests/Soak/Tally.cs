namespace Soak;

/// <summary>What has happened so far. Safe for any thread.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _kinds = [];
    private readonly Dictionary<string, int> _errors = [];
    private readonly Dictionary<string, int> _running = [];
    private long _calls;
    private long _errorCount;
    private int _connections;
    private long _opened;

    public long Calls => Volatile.Read(ref _calls);

    /// <summary>Calls that ended in another way than they were asked to.</summary>
    public long Errors => Volatile.Read(ref _errorCount);

    /// <summary>Channels that are open now.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Channels that were opened so far.</summary>
    public long Opened => Volatile.Read(ref _opened);

    public void ConnectionOpened()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _opened);
    }

    public void ConnectionClosed() => Interlocked.Decrement(ref _connections);

    /// <summary>Makes a call and notes how it ended: whatever it throws was not asked for.</summary>
    public async Task CountAsync(string kind, Func<Task> call)
    {
        Move(kind, 1);
        try
        {
            await call();
            Interlocked.Increment(ref _calls);
            lock (_kinds) _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        }
#pragma warning disable CA1031 // whatever it is
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failed(kind, error);
        }
        finally
        {
            Move(kind, -1);
        }
    }

    /// <summary>The calls that are under way have had all the time they need: they hang.</summary>
    public void FailRunning()
    {
        KeyValuePair<string, int>[] running;
        lock (_running) running = [.. _running];
        foreach (var (kind, count) in running)
        {
            for (var i = 0; i < count; i++) Failed(kind, new TimeoutException("never ended"));
        }
    }

    /// <summary>A table of the kinds and of the errors.</summary>
    public IEnumerable<string> Describe()
    {
        lock (_kinds)
        {
            foreach (var (kind, count) in _kinds.OrderBy(k => k.Key, StringComparer.Ordinal)) yield return $"{count,10} {kind}";
        }

        lock (_errors)
        {
            foreach (var (text, count) in _errors.OrderByDescending(e => e.Value)) yield return $"{count,10} NOT ASKED FOR: {text}";
        }
    }

    private void Failed(string kind, Exception error)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Increment(ref _errorCount);
        var text = $"{kind}: {error.GetType().Name}: {error.Message}";
        bool isNew;
        lock (_errors)
        {
            isNew = !_errors.TryGetValue(text, out var count) && _errors.Count < 1000;
            if (count > 0 || isNew) _errors[text] = count + 1;
        }

        if (isNew) Console.Error.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {text}\n{error}");
    }

    private void Move(string kind, int by)
    {
        lock (_running) _running[kind] = _running.GetValueOrDefault(kind) + by;
    }
}
