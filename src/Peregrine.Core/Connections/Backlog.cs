namespace Peregrine.Connections;

/// <summary>
/// The bytes of messages that a connection has serialized and its peer has not taken. Bounded, because a peer that reads nothing must not fill the memory with
/// answers: over the limit, what would make more waits here, first come first served: handlers that are to start, and messages that are to be serialized.
/// <code>
///   below ──more bytes than the limit, or one of the waiting messages is being serialized──► over: work waits
///     ▲                                                                                        │
///     └──── taken by the peer, or given up: the first that waits goes on, and lets the next go ─┘
/// </code>
/// All of it belongs to the connection's lock, but <see cref="IsEngaged"/>, which anybody may read as a hint.
/// </summary>
internal sealed class Backlog(long limit, TimeSpan patience, CallScheduler scheduler)
{
    /// <summary>A peer that takes less than this is stalled: whoever gives a byte of credit now and then must not keep what the connection holds.</summary>
    public const int SlowestBytesPerSecond = 240;

    private readonly long _patienceMs = (long)Math.Min(patience.TotalMilliseconds, long.MaxValue / 2d);
    private Queue<IThreadPoolWorkItem>? _waiting;
    private long _bytes;
    private long _taken;
    private long _overSinceMs;
    private bool _isSerializing;
    private bool _isOver;
    private bool _isWatched;
    private bool _isEngaged;

    /// <summary>Whether work may have to wait, or waits: a look without the lock.</summary>
    public bool IsEngaged => Volatile.Read(ref _isEngaged);

    /// <summary>Whether work has to wait.</summary>
    public bool IsOver_NeedsLock => _isOver;

    /// <summary>Serialized and not yet taken.</summary>
    public long Bytes_NeedsLock => _bytes;

    /// <summary>How often work had to wait because the limit was reached.</summary>
    public long Pauses_NeedsLock { get; private set; }

    /// <summary>Bytes of a message were not accepted at once.</summary>
    public void Add_NeedsLock(int bytes)
    {
        var wasFull = _bytes > limit;
        _bytes += bytes;
        if (!wasFull && _bytes > limit) Pauses_NeedsLock++;
        Update_NeedsLock();
    }

    /// <summary>The peer let bytes go that waited.</summary>
    public void Taken_NeedsLock(int bytes)
    {
        _taken += bytes;
        Dropped_NeedsLock(bytes);
    }

    /// <summary>Bytes that waited will never be sent.</summary>
    public void Dropped_NeedsLock(int bytes)
    {
        if (bytes == 0) return;

        _bytes -= bytes;
        Update_NeedsLock();
    }

    /// <summary>Keeps the item for later when there is too much unsent; false when it may go on now.</summary>
    public bool TryWait_NeedsLock(IThreadPoolWorkItem item)
    {
        if (!_isOver) return false;

        (_waiting ??= new()).Enqueue(item);
        return true;
    }

    /// <summary>Runs the item when there is room, at once or later.</summary>
    public void WhenThereIsRoom_NeedsLock(IThreadPoolWorkItem item)
    {
        if (!TryWait_NeedsLock(item)) scheduler.Queue(item);
    }

    /// <summary>One message that waited is serialized now; the others wait until it is known how much it is.</summary>
    public void BeginSerializing_NeedsLock()
    {
        _isSerializing = true;
        Update_NeedsLock();
    }

    /// <summary>It is serialized, or cannot be.</summary>
    public void EndSerializing_NeedsLock(int bytes)
    {
        _isSerializing = false;
        Add_NeedsLock(bytes);
    }

    /// <summary>Lets the next one go when there is room: to be called by each item that was let go.</summary>
    public void Next_NeedsLock()
    {
        if (!_isOver && _waiting is { Count: > 0 }) scheduler.Queue(_waiting.Dequeue());
        Volatile.Write(ref _isEngaged, _isOver || _waiting is { Count: > 0 });
    }

    /// <summary>Lets all go, to look again: a call has ended, and what it waited for matters no more. Those that still have to wait come back.</summary>
    public void Recheck_NeedsLock()
    {
        for (var left = _waiting?.Count ?? 0; left > 0; left--) scheduler.Queue(_waiting!.Dequeue());
    }

    /// <summary>Whether the peer has taken next to nothing for too long, while there is too much for it. To be asked about once a second.</summary>
    public bool IsStalled_NeedsLock(long nowMs)
    {
        if (_bytes <= limit)
        {
            _isWatched = false;
            return false;
        }

        var waited = nowMs - _overSinceMs;
        if (_isWatched && waited < _patienceMs) return false;

        var isStalled = _isWatched && _taken * 1000 < SlowestBytesPerSecond * waited;
        _isWatched = true;
        _overSinceMs = nowMs;
        _taken = 0;
        return isStalled;
    }

    private void Update_NeedsLock()
    {
        var isOver = _isSerializing || _bytes > limit;
        if (isOver == _isOver) return;

        _isOver = isOver;
        Next_NeedsLock();
    }
}
