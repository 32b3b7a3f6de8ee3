using Peregrine.Http2;
using Peregrine.Http2.Hpack;

namespace Peregrine.Connections;

/// <summary>What a connection driver is given.</summary>
/// <param name="Http2">Windows and limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Scheduler">Where work goes that does not run on the read loop.</param>
internal sealed record DriverOptions(Http2ConnectionOptions Http2, TimeProvider Time, CallScheduler Scheduler)
{
    /// <summary>The paths of requests that a server expects.</summary>
    public KnownPaths? KnownPaths { get; init; }

    /// <summary>Bytes of serialized messages that the peer has not taken, above which nothing more is started or serialized; no limit on a client.</summary>
    public long MaxBacklog { get; init; } = long.MaxValue;

    /// <summary>How long a peer may take next to nothing while it is over that limit, or does not read what it has provoked.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When the peer is asked whether it is still there.</summary>
    public KeepAlivePolicy KeepAlive { get; init; } = KeepAlivePolicy.Off;
}
