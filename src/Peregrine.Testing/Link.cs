using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>A connection between two ends in memory, carried by a network that has latency and faults.</summary>
internal sealed class Link
{
    private readonly long _start;
    private readonly Action<Link> _onClosed;

    public Link(int number, LinkConditions conditions, LinkSeams seams, Action<Link> onClosed)
    {
        Number = number;
        Conditions = conditions;
        Time = seams.Time;
        Scheduler = seams.Scheduler;
        Observer = seams.Observer;
        _onClosed = onClosed;
        _start = Time.GetTimestamp();
        ToServer = new(this, NetworkDirection.ToServer);
        ToClient = new(this, NetworkDirection.ToClient) { Reverse = ToServer };
        ToServer.Reverse = ToClient;
        Client = new(this, receives: ToClient, sends: ToServer, local: $"client:{number}", remote: "server");
        Server = new(this, receives: ToServer, sends: ToClient, local: "server", remote: $"client:{number}");
    }

    public Lock Gate { get; } = new();

    public int Number { get; }

    public LinkConditions Conditions { get; }

    public TimeProvider Time { get; }

    public CallScheduler Scheduler { get; }

    public ILinkObserver? Observer { get; }

    public LinkEnd Client { get; }

    public LinkEnd Server { get; }

    public LinkDirection ToServer { get; }

    public LinkDirection ToClient { get; }

    /// <summary>Time since the link was made, in ticks.</summary>
    public long Now => Time.GetElapsedTime(_start).Ticks;

    /// <summary>Whether an end is still open.</summary>
    public bool IsOpen => !Client.IsClosed || !Server.IsClosed;

    /// <summary>Breaks the connection; each end learns of it by an error.</summary>
    public void Cut()
    {
        lock (Gate) Cut_NeedsLock();
    }

    public void Cut_NeedsLock()
    {
        Observer?.Happened(this, "cut");
        ToServer.Reset_NeedsLock();
        ToClient.Reset_NeedsLock();
    }

    /// <summary>Does something to one direction or both.</summary>
    public void Do(NetworkDirection directions, Action<LinkDirection> what)
    {
        lock (Gate)
        {
            if (directions.HasFlag(NetworkDirection.ToServer)) what(ToServer);
            if (directions.HasFlag(NetworkDirection.ToClient)) what(ToClient);
        }
    }

    public void EndClosed()
    {
        if (!IsOpen) _onClosed(this);
    }
}

/// <summary>What links take from outside.</summary>
internal sealed record LinkSeams(TimeProvider Time, CallScheduler Scheduler, ILinkObserver? Observer = null);
