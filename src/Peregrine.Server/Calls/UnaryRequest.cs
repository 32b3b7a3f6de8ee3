using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Server.Calls;

/// <summary>The request side of a method that takes exactly one message.</summary>
internal static class UnaryRequest
{
    /// <summary>Whether the request is complete, or can be refused already: more than one message, none, too large, cut short.</summary>
    public static bool IsDecided_NeedsLock(ServerCall call, out Status refusal)
    {
        refusal = Status.DefaultSuccess;
        var options = call.Host.Settings.Reading;
        switch (call.Stream.PeekInbound_NeedsLock(options.MaxReceiveMessageSize, out var length))
        {
            case ReadState.Ready:
                return call.Stream.InboundEnded;
            case ReadState.NeedMore:
                return false;
            case ReadState.End:
                refusal = new Status(StatusCode.Unimplemented, $"{call.Method} takes exactly one request message, but the request ended without one.");
                return true;
            case var fault:
                refusal = ReadFault.Describe(fault, length, options, call.Stream.InboundLength_NeedsLock);
                return true;
        }
    }

    /// <summary>Parses the message that is complete. Throws an <see cref="RpcException"/> when it cannot be parsed.</summary>
    public static TRequest Take<TRequest>(ServerCall call, Marshaller<TRequest> marshaller)
    {
        InboundMessage message;
        bool more;
        using (call.Host.Driver.Enter())
        {
            if (call.IsOver_NeedsLock) throw new OperationCanceledException(call.CancellationToken);

            message = call.Stream.TakeInbound_NeedsLock();
            more = call.Stream.PeekInbound_NeedsLock(int.MaxValue, out _) != ReadState.End;
        }

        using (message)
        {
            if (more) throw new RpcException(new Status(StatusCode.Unimplemented, $"{call.Method} takes exactly one request message, but more arrived."));

            if (MessageDecoder.TryDecode(message, marshaller, call.Host.Settings.Reading, call.RequestEncoding, out var request, out var fault)) return request;

            call.Host.Settings.RefusedMessages.Add(fault.StatusCode);
            throw new RpcException(fault);
        }
    }
}
