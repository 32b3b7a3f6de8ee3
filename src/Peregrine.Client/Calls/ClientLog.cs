using Microsoft.Extensions.Logging;

namespace Peregrine.Client.Calls;

/// <summary>Every log line of a channel. Ids are stable. Calls are not logged: their callers are told.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(101, LogLevel.Debug, "Connected to {Target} ({Peer}).")]
    public static partial void Connected(ILogger logger, string target, string peer);

    [LoggerMessage(102, LogLevel.Information, "Connecting to {Target} failed: {Reason}")]
    public static partial void ConnectFailed(ILogger logger, string target, string reason);

    [LoggerMessage(103, LogLevel.Debug, "The connection to {Target} ({Peer}) ended: {Reason}")]
    public static partial void ConnectionEnded(ILogger logger, string target, string peer, string reason);

    [LoggerMessage(104, LogLevel.Warning, "{Target} finds the keepalive PINGs of this channel too many (GOAWAY too_many_pings); from now on they are sent half as often. Raise KeepAlivePingDelay.")]
    public static partial void TooManyPings(ILogger logger, string target);
}
