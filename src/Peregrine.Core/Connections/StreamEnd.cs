using Peregrine.Http2;

namespace Peregrine.Connections;

/// <summary>How a stream ended before its time: it was reset, or its connection ended.</summary>
/// <param name="Reset">The reset, when the stream alone ended.</param>
/// <param name="Connection">The end of the connection, when that took the stream with it.</param>
internal readonly record struct StreamEnd(Http2Error? Reset, ConnectionEnd? Connection);
