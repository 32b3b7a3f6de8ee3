using Peregrine.Connections;

namespace Peregrine.Server.Calls;

/// <summary>The response stream of a handler. The head leaves with the first message.</summary>
internal sealed class ResponseWriter<TResponse>(ServerCall call, Marshaller<TResponse> marshaller) : OutboundWriter<TResponse>, IServerStreamWriter<TResponse>
    where TResponse : class
{
    protected override Task Write(TResponse message) => call.WriteMessage(marshaller, message, WriteOptions ?? call.WriteOptions);
}
