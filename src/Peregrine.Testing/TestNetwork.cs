using System.Net.Sockets;
using Peregrine.Transports;

namespace Peregrine.Testing;

/// <summary>
/// The network between a <see cref="GrpcTestServer"/> and its channels, in memory: as fast as memory and without faults, until it is told otherwise. Every member may be
/// used at any time by any thread; new conditions hold for what is sent from then on.
/// <code>
/// test.Network.Latency = TimeSpan.FromMilliseconds(30);
/// test.Network.CutAfter(1000, NetworkDirection.ToClient);   // the connection breaks in the middle of the response
/// test.Network.Stall();                                     // packets vanish, nobody is told: what a dead cable looks like
/// </code>
/// </summary>
public sealed class TestNetwork
{
    private readonly Lock _gate = new();
    private readonly List<Link> _links = [];
    private readonly LinkSeams _seams;
    private TaskCompletionSource _resumed = new();
    private bool _isStalled;
    private int _made;

    internal TestNetwork(LinkSeams seams) => _seams = seams;

    /// <summary>How long a byte is under way, one way. Connecting takes two. Default: none.</summary>
    public TimeSpan Latency
    {
        get => Conditions.Latency;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Conditions.Latency = value;
        }
    }

    /// <summary>How many bytes a second each direction of a connection carries; null for no limit, which is the default.</summary>
    public long? BytesPerSecond
    {
        get => Conditions.BytesPerSecond == long.MaxValue ? null : Conditions.BytesPerSecond;
        set
        {
            if (value is { } rate) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
            Conditions.BytesPerSecond = value ?? long.MaxValue;
        }
    }

    /// <summary>How many bytes one direction of a connection holds, under way or unread, before the sender has to wait. Default 256 KiB.</summary>
    public int Capacity
    {
        get => Conditions.Capacity;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Conditions.Capacity = value;
        }
    }

    /// <summary>How many bytes arrive together at most: 1 takes every frame apart. Default: no limit.</summary>
    public int MaxSegment
    {
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            Conditions.MaxReceive = () => value;
        }
    }

    /// <summary>Whether new connections come about; those that live are not touched. While false, attempts are refused as by a machine on which nothing listens. Default true.</summary>
    public bool AcceptsConnections { get; set; } = true;

    /// <summary>How many connections are open.</summary>
    public int Connections => Links().Length;

    /// <summary>How many connections were made so far.</summary>
    public int ConnectionsMade
    {
        get
        {
            lock (_gate) return _made;
        }
    }

    internal LinkConditions Conditions { get; } = new();

    /// <summary>Breaks all connections: both ends get an error, and what is not read by then is lost.</summary>
    public void Cut()
    {
        foreach (var link in Links()) link.Cut();
    }

    /// <summary>Breaks each connection when that many more bytes were sent in one direction: at any byte of any frame.</summary>
    public void CutAfter(long bytes, NetworkDirection direction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        foreach (var link in Links()) link.Do(direction, d => d.CutAfter_NeedsLock(bytes));
    }

    /// <summary>Ends one direction of each connection, as if its sender had closed its sending half: what is under way arrives, then the end; later bytes are lost.</summary>
    public void HalfClose(NetworkDirection direction)
    {
        foreach (var link in Links()) link.Do(direction, static d => d.End_NeedsLock());
    }

    /// <summary>Lets nothing arrive any more, and tells nobody: a dead cable, a suspended machine, a firewall that drops packets. Attempts to connect hang.</summary>
    public void Stall(NetworkDirection direction = NetworkDirection.Both)
    {
        if (direction == NetworkDirection.Both)
        {
            lock (_gate) _isStalled = true;
        }

        foreach (var link in Links()) link.Do(direction, static d => d.Stall_NeedsLock(true));
    }

    /// <summary>Ends <see cref="Stall"/>: what was held arrives.</summary>
    public void Resume()
    {
        TaskCompletionSource resumed;
        lock (_gate)
        {
            _isStalled = false;
            resumed = _resumed;
            _resumed = new();
        }

        foreach (var link in Links()) link.Do(NetworkDirection.Both, static d => d.Stall_NeedsLock(false));
        resumed.SetResult();
    }

    /// <summary>Makes a connection to whatever listens.</summary>
    internal async ValueTask<ByteConnection> ConnectAsync(TestListener? listener, CancellationToken cancellationToken)
    {
        while (WhenResumed() is { } stalled) await stalled.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Latency > TimeSpan.Zero) await Pause.ForAsync(2 * Latency, _seams.Time, _seams.Scheduler, cancellationToken).ConfigureAwait(false);

        var link = Add();
        if (AcceptsConnections && listener is not null && listener.TryAccept(link.Server)) return link.Client;

        link.Client.Abort();
        link.Server.Abort();
        throw new SocketException((int)SocketError.ConnectionRefused);
    }

    internal Link[] Links()
    {
        lock (_gate) return [.. _links];
    }

    private Task? WhenResumed()
    {
        lock (_gate) return _isStalled ? _resumed.Task : null;
    }

    private Link Add()
    {
        lock (_gate)
        {
            var link = new Link(++_made, Conditions, _seams, Remove);
            _links.Add(link);
            return link;
        }
    }

    private void Remove(Link link)
    {
        lock (_gate) _links.Remove(link);
    }
}
