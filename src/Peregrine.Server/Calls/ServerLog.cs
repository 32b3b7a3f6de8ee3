using Microsoft.Extensions.Logging;

namespace Peregrine.Server.Calls;

/// <summary>Every log line of the server. Ids are stable.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Error, "The handler of {Method} threw (error id {ErrorId}, peer {Peer}).")]
    public static partial void HandlerFailed(ILogger logger, string method, string errorId, string peer, Exception exception);

    [LoggerMessage(2, LogLevel.Debug, "Call {Method} ended with {Status}: {Detail}")]
    public static partial void CallFailed(ILogger logger, string method, StatusCode status, string detail);

    [LoggerMessage(3, LogLevel.Debug, "Call {Method} was given up: {Reason}")]
    public static partial void CallGivenUp(ILogger logger, string method, string reason);

    [LoggerMessage(4, LogLevel.Information, "Listening on {Address}.")]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(5, LogLevel.Debug, "Connection from {Peer} was refused: {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, string peer, string reason);

    [LoggerMessage(6, LogLevel.Debug, "Connection from {Peer} ended: {Reason}")]
    public static partial void ConnectionEnded(ILogger logger, string peer, string reason);

    [LoggerMessage(7, LogLevel.Warning, "Connection from {Peer} was closed, because the peer broke the protocol: {Reason}")]
    public static partial void ConnectionBroken(ILogger logger, string peer, string reason);

    [LoggerMessage(8, LogLevel.Error, "The listener on {Address} failed; new connections are not accepted there any more.")]
    public static partial void ListenerFailed(ILogger logger, string address, Exception exception);
}
