namespace Peregrine.Server.Listening;

/// <summary>
/// The TLS handshakes under way on a server. Past the limit the oldest is given up: an honest client needs a moment, one that never finishes is the oldest soon,
/// so filling the set keeps nobody out. May be used by any thread.
/// </summary>
internal sealed class HandshakeSet(int limit, TimeSpan timeout, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Handshake> _underWay = [];

    public int Count
    {
        get
        {
            lock (_gate) return _underWay.Count;
        }
    }

    /// <summary>How long each may take.</summary>
    public TimeSpan Timeout => timeout;

    /// <summary>Begins one; it ends when it is disposed.</summary>
    public Handshake Begin()
    {
        var handshake = new Handshake(this, timeout, time);
        Handshake? oldest = null;
        lock (_gate)
        {
            _underWay.AddLast(handshake.Node);
            if (_underWay.Count > limit) oldest = _underWay.First!.Value; // there is at least one
            if (oldest is not null) _underWay.Remove(oldest.Node);
        }

        oldest?.CrowdOut();
        return handshake;
    }

    internal void End(Handshake handshake)
    {
        lock (_gate)
        {
            if (handshake.Node.List is not null) _underWay.Remove(handshake.Node);
        }
    }
}

/// <summary>One handshake under way.</summary>
internal sealed class Handshake : IDisposable
{
    private readonly HandshakeSet _all;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _given;

    public Handshake(HandshakeSet all, TimeSpan timeout, TimeProvider time)
    {
        _all = all;
        _timeout = new CancellationTokenSource(timeout, time);
        _given = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token);
        Node = new(this);
    }

    /// <summary>Fires when it is to be given up.</summary>
    public CancellationToken Token => _given.Token;

    /// <summary>Whether it took too long.</summary>
    public bool IsLate => _timeout.IsCancellationRequested;

    /// <summary>Whether newer ones needed its place.</summary>
    public bool IsCrowdedOut { get; private set; }

    internal LinkedListNode<Handshake> Node { get; }

    public void Dispose()
    {
        _all.End(this);
        _timeout.Dispose(); // the other one stays: it may be crowded out at this moment, and without a timer it holds nothing
    }

    internal void CrowdOut()
    {
        IsCrowdedOut = true;
        _given.Cancel();
    }
}
