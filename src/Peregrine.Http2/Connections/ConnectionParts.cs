using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Connections;

/// <summary>The collaborators of one connection, each the owner of its state. Whoever handles input picks what it needs.</summary>
internal sealed class ConnectionParts
{
    public ConnectionParts(Http2Role role, Http2ConnectionOptions options, IHttp2Events events, KnownPaths? knownPaths)
    {
        Role = role;
        Options = options;
        Events = events;
        KnownPaths = knownPaths;
        Output = new();
        Sender = new(Output, options);
        Streams = new(role);
        Budget = new(options.AbuseBurst, options.AbuseRefillPerSecond);
        Faults = new(Sender, Streams, events, Budget);
        Growth = new(options.InitialStreamWindow, Math.Max(SendWindow.Default, options.ConnectionWindow), options.MaxWindow);
        Credit = new(Sender, Growth);
        SendQueue = new(Output, options.MaxOutput, events);
        Lifecycle = new(role, Streams, Sender, Credit, events, Faults);
    }

    public Http2Role Role { get; }

    public Http2ConnectionOptions Options { get; }

    public IHttp2Events Events { get; }

    public KnownPaths? KnownPaths { get; }

    public OutputBuffer Output { get; }

    public FrameSender Sender { get; }

    public OpenStreams Streams { get; }

    public AbuseBudget Budget { get; }

    public ConnectionFaults Faults { get; }

    public WindowGrowth Growth { get; }

    public ReceiveCredit Credit { get; }

    public SendQueue SendQueue { get; }

    public StreamLifecycle Lifecycle { get; }

    public Drain Drain { get; } = new();

    /// <summary>The time that the owner last told, in milliseconds of its clock.</summary>
    public long NowMs { get; private set; }

    public void PassTime(long nowMs)
    {
        NowMs = nowMs;
        Budget.Refill(nowMs);
    }
}
