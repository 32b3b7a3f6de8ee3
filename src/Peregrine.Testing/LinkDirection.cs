namespace Peregrine.Testing;

/// <summary>
/// One direction of a link: bytes are sent at the network's rate, are under way for its latency, wait to be read, and count against the capacity until then.
/// <code>
///   open ──End──► what is under way, then the end        ──Reset──► what is under way, then an error that takes what is unread
/// </code>
/// All state belongs to the lock of the link; methods with the suffix are called under it.
/// </summary>
internal sealed class LinkDirection(Link link, NetworkDirection name)
{
    private const int PacketSize = 16 * 1024;
    private readonly PacketQueue _packets = new();
    private readonly WireSchedule _schedule = new(link.Conditions);
    private Wait? _reader;
    private Wait? _writer;
    private ITimer? _timer;
    private LinkFaults _faults = LinkFaults.None;
    private bool _readerClosed;
    private bool _writerClosed;

    public NetworkDirection Name => name;

    /// <summary>Bytes that the sender has given to the network.</summary>
    public long Sent { get; private set; }

    /// <summary>The other direction.</summary>
    public LinkDirection Reverse { get; set; } = null!; // set by the link that makes both

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);

        Wait wait;
        lock (link.Gate)
        {
            if (TryReceive_NeedsLock(buffer.Span) is { } received) return new(received);

            wait = _reader = new Wait(this, link.Scheduler, () => TryReceive(buffer), cancellationToken);
        }

        wait.Start();
        return new(wait.Task);
    }

    public ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);

        var cursor = new ChunkCursor(chunks);
        Wait wait;
        lock (link.Gate)
        {
            if (TrySend_NeedsLock(cursor)) return default;

            wait = _writer = new Wait(this, link.Scheduler, () => TrySend(cursor), cancellationToken);
        }

        wait.Start();
        return new(wait.Task);
    }

    /// <summary>An operation that waited is over.</summary>
    public void Forget(Wait wait)
    {
        lock (link.Gate)
        {
            if (_reader == wait) _reader = null;
            if (_writer == wait) _writer = null;
        }
    }

    /// <summary>The sender sends no more; what is under way arrives. Later bytes, if any come, are lost.</summary>
    public void End_NeedsLock()
    {
        if (_faults.IsLost) return;

        _faults.IsLost = true;
        _packets.Add(_schedule.End(link.Now));
        Changed_NeedsLock();
    }

    /// <summary>The connection breaks: what is under way arrives, then the receiver learns of it, and what it has not read by then is lost.</summary>
    public void Reset_NeedsLock()
    {
        if (_faults.ResetAt != LinkFaults.Never) return;

        _faults.IsLost = true;
        _faults.ResetAt = _schedule.End(link.Now).ArrivesAt;
        Changed_NeedsLock();
    }

    /// <summary>Breaks the link when so many more bytes were sent.</summary>
    public void CutAfter_NeedsLock(long bytes)
    {
        if (bytes == 0) link.Cut_NeedsLock();
        else _faults.CutAt = Sent + bytes;
    }

    /// <summary>Nothing arrives until this is undone; nobody is told.</summary>
    public void Stall_NeedsLock(bool isStalled)
    {
        _faults.IsStalled = isStalled;
        Changed_NeedsLock();
    }

    /// <summary>The sending end is closed: its sends fail. With <paramref name="abruptly"/> what has not left it yet is lost.</summary>
    public void CloseWriter_NeedsLock(bool abruptly)
    {
        _writerClosed = true;
        if (abruptly)
        {
            _packets.DropUnsent(link.Now);
            _schedule.DropUnsent(link.Now);
        }

        Wake_NeedsLock();
    }

    /// <summary>The receiving end is closed: its receives fail, what arrives is lost.</summary>
    public void CloseReader_NeedsLock()
    {
        _readerClosed = true;
        _faults.IsLost = true;
        _packets.Clear();
        _timer?.Dispose();
        _timer = null;
        Wake_NeedsLock();
    }

    private bool IsReset_NeedsLock => _faults.ResetAt <= link.Now && !_faults.IsStalled;

    private int? TryReceive(Memory<byte> buffer)
    {
        lock (link.Gate) return TryReceive_NeedsLock(buffer.Span);
    }

    private int? TrySend(ChunkCursor cursor)
    {
        lock (link.Gate) return TrySend_NeedsLock(cursor) ? 0 : null;
    }

    private int? TryReceive_NeedsLock(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_readerClosed, link);
        if (IsReset_NeedsLock)
        {
            _packets.Clear();
            throw new IOException("connection reset by peer (in memory)");
        }

        if (_faults.IsStalled || !_packets.HasArrived(link.Now))
        {
            SetTimer_NeedsLock();
            return null;
        }

        var received = _packets.Read(buffer[..Math.Min(buffer.Length, link.Conditions.MaxReceive())], link.Now);
        if (received == 0) return 0;

        link.Observer?.Received(link, name, buffer[..received]);
        _writer?.Wake();
        return received;
    }

    private bool TrySend_NeedsLock(ChunkCursor cursor)
    {
        ObjectDisposedException.ThrowIf(_writerClosed, link);
        if (Reverse.IsReset_NeedsLock) throw new IOException("connection reset by peer (in memory)");

        while (!cursor.IsAtEnd)
        {
            var room = _faults.IsLost ? int.MaxValue : link.Conditions.Capacity - _packets.Length;
            if (room <= 0) return false;

            Send_NeedsLock(cursor.Take((int)Math.Min(Math.Min(room, PacketSize), _faults.CutAt - Sent)));
        }

        return true;
    }

    private void Send_NeedsLock(ReadOnlyMemory<byte> bytes)
    {
        Sent += bytes.Length;
        link.Observer?.Sent(link, name, bytes.Span);
        if (!_faults.IsLost)
        {
            _packets.Add(_schedule.Carry(bytes.ToArray(), link.Now));
            Changed_NeedsLock();
        }

        if (Sent != _faults.CutAt) return;

        _faults.CutAt = LinkFaults.Never;
        link.Cut_NeedsLock();
    }

    private void Changed_NeedsLock()
    {
        SetTimer_NeedsLock();
        if (!_faults.IsStalled && (_packets.HasArrived(link.Now) || IsReset_NeedsLock)) Wake_NeedsLock();
    }

    private void Wake_NeedsLock()
    {
        _reader?.Wake();
        _writer?.Wake();
        Reverse._writer?.Wake();
    }

    // Something will arrive: look again then.
    private void SetTimer_NeedsLock()
    {
        if (_readerClosed || _faults.IsStalled) return;

        var now = link.Now;
        var next = _packets.HasArrived(now) ? _faults.ResetAt : Math.Min(_packets.NextArrival, _faults.ResetAt);
        if (next == LinkFaults.Never || next <= now) return;

        _timer ??= link.Time.CreateTimer(static direction => ((LinkDirection)direction!).Arrived(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(new TimeSpan(next - now), Timeout.InfiniteTimeSpan);
    }

    private void Arrived()
    {
        lock (link.Gate)
        {
            Wake_NeedsLock();
            SetTimer_NeedsLock();
        }
    }
}
