using Peregrine.Connections;
using Peregrine.Http2;
using Peregrine.Wire;

namespace Peregrine.Client.Calls;

/// <summary>The statuses that this end infers, in one place: what happened, where, in which phase, and what to do. What the server says is passed on as it is.</summary>
internal static class CallEnd
{
    public static Status CancelledByToken { get; } = new(StatusCode.Cancelled, "The call was cancelled by its token.");

    public static Status Disposed { get; } = new(StatusCode.Cancelled, "The call was disposed before it had ended.");

    public static Status CancelledByParent { get; } = new(StatusCode.Cancelled, "The call was cancelled because the call that made it was.");

    /// <summary>The deadline has passed: says what the call was waiting for.</summary>
    public static Status DeadlinePassed(ClientCall call, TimeSpan timeout)
    {
        var phase = timeout <= TimeSpan.Zero ? "it had passed before the call was made"
            : !call.WasOpened ? $"no connection to {call.Settings.Target} was ready for the call"
            : call.HeadArrived ? "the response had begun but not ended"
            : "the request was sent, but no response headers had arrived";
        return new Status(StatusCode.DeadlineExceeded, $"The deadline of {Math.Max(0, timeout.TotalMilliseconds):0.###} ms for {call.Method.FullName} passed: {phase}.");
    }

    /// <summary>The stream was reset, or the connection went.</summary>
    public static Status StreamEnded(in StreamEnd end, ClientCall call)
    {
        if (end.Connection is { } connection) return ConnectionLost(connection, call);

        var reset = end.Reset!.Value; // one of the two is set
        if (reset.Violation == Violation.NotProcessedByPeer)
        {
            return new Status(StatusCode.Unavailable, $"{call.Settings.Target} closed the connection before it took the call {call.Method.FullName} (GOAWAY): it was not processed, a retry is safe.");
        }

        var code = StatusMapping.FromHttp2Error(reset.Code);
        if (reset.Violation != Violation.ResetByPeer)
        {
            return new Status(StatusCode.Internal, $"{call.Settings.Target} broke HTTP/2 in its response to {call.Method.FullName}: {reset.Text}");
        }

        // Both ends know the deadline; whose clock was first does not matter to the caller.
        if (reset.Code == Http2ErrorCode.Cancel && call.TimeLeft is { } left && left <= TimeSpan.FromMilliseconds(1)) return DeadlinePassed(call, call.Timeout);

        var progress = call.HeadArrived ? " in the middle of the response" : reset.Code == Http2ErrorCode.RefusedStream ? ": it was not processed, a retry is safe" : " before any response";
        return new Status(code, $"{call.Settings.Target} reset the stream of {call.Method.FullName} with {reset.Code} (0x{(uint)reset.Code:x}){progress}.");
    }

    private static Status ConnectionLost(ConnectionEnd end, ClientCall call)
    {
        var progress = call.HeadArrived ? "in the middle of the response" : "before any response";
        return new Status(StatusCode.Unavailable, $"The connection to {call.Settings.Target} ({call.Driver.Peer.Remote}) ended {progress} to {call.Method.FullName}: {end.Text}.", end.Exception);
    }
}
