using Peregrine.Http2;

namespace Peregrine.Connections;

/// <summary>What a connection driver is given.</summary>
/// <param name="Http2">Windows and limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Scheduler">Where work goes that does not run on the read loop.</param>
internal sealed record DriverOptions(Http2ConnectionOptions Http2, TimeProvider Time, CallScheduler Scheduler);
