using System.Globalization;

namespace Peregrine.Server.Calls;

/// <summary>What the client is told when a handler throws.</summary>
internal static class HandlerFault
{
    /// <summary>
    /// An <see cref="RpcException"/> is the handler's own status. Anything else is UNKNOWN: the details go to the log with an id, and the client gets the id,
    /// unless detailed errors are asked for.
    /// </summary>
    public static Status Describe(Exception exception, ServerCall call, out Metadata? trailers)
    {
        trailers = null;
        var settings = call.Host.Settings;
        if (exception is RpcException rpc)
        {
            trailers = rpc.Trailers;
            ServerLog.CallFailed(settings.Log, call.Method, rpc.StatusCode, rpc.Status.Detail);
            return rpc.Status;
        }

        if (exception is OperationCanceledException && call.IsGivenUp)
        {
            ServerLog.CallGivenUp(settings.Log, call.Method, "the handler ended because its token was cancelled");
            return new Status(StatusCode.Cancelled, "The call was cancelled.");
        }

        var id = ((uint)(settings.Random() * uint.MaxValue)).ToString("x8", CultureInfo.InvariantCulture);
        ServerLog.HandlerFailed(settings.Log, call.Method, id, call.Peer, exception);
        return settings.EnableDetailedErrors
            ? new Status(StatusCode.Unknown, $"The handler of {call.Method} threw {exception.GetType().Name}: {exception.Message} (error id {id})", exception)
            : new Status(StatusCode.Unknown, $"The handler of {call.Method} threw an exception; the server's log has it under error id {id}.", exception);
    }
}
