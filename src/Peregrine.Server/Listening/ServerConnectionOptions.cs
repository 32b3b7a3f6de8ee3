using Peregrine.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Server.Listening;

/// <summary>What every connection of a server is given.</summary>
/// <param name="Driver">For its driver.</param>
/// <param name="Limits">How long it lives, and how often it may be asked.</param>
internal sealed record ServerConnectionOptions(DriverOptions Driver, ConnectionLimits Limits)
{
    /// <summary>The same for a server that serves these paths.</summary>
    public ServerConnectionOptions Expecting(KnownPaths paths) => this with { Driver = Driver with { KnownPaths = paths } };
}
