using Peregrine.Connections;
using Peregrine.Http2.Hpack;

namespace Peregrine.Server.Calls;

/// <summary>The stream of a server call: passes what happens on it to the call.</summary>
internal sealed class ServerStream(ServerCall call) : MessageStream
{
    /// <summary>The server stops and its grace is over.</summary>
    public void GiveUp_NeedsLock(Status status) => call.GiveUp_NeedsLock(status);

    internal override void OnHeaders_NeedsLock(HeaderList headers, bool endStream) => call.OnInbound_NeedsLock(); // request trailers say nothing in gRPC but the end

    internal override void OnInbound_NeedsLock() => call.OnInbound_NeedsLock();

    internal override void OnEnded_NeedsLock(StreamEnd end) => call.OnEnded_NeedsLock(end);

    internal override void OnOutboundDrained_NeedsLock() => call.OnOutboundDrained_NeedsLock();

    internal override void OnUnserializable_NeedsLock(in Status failure) => call.OnUnserializable_NeedsLock(failure);

    internal override Exception WriteFailure_NeedsLock() => call.WriteFailure();
}
