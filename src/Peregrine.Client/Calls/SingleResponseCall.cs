using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>A call whose response is one message: unary, and client streaming.</summary>
internal sealed class SingleResponseCall<TResponse>(ChannelSettings settings, IMethod method, Marshaller<TResponse> marshaller, in CallOptions options)
    : ClientCall(settings, method, options), IClientCall<TResponse>
    where TResponse : class
{
    private readonly TaskCompletionSource<TResponse> _response = new();
    private InboundMessage _message;

    /// <inheritdoc/>
    public Task<TResponse> ResponseAsync => _response.Task;

    protected override Status Check_NeedsLock()
    {
        switch (PeekInbound_NeedsLock(Reading.MaxReceiveMessageSize, out var length))
        {
            case ReadState.Ready:
                _message = TakeInbound_NeedsLock();
                if (PeekInbound_NeedsLock(int.MaxValue, out _) == ReadState.End) return Status.DefaultSuccess;

                return new Status(StatusCode.Internal, $"The response of {Method.FullName} has more than one message.");
            case ReadState.End:
                return new Status(StatusCode.Internal, $"The response of {Method.FullName} ended with status OK but without a message.");
            case var fault:
                return ReadFault.Describe(fault, length, Reading, InboundLength_NeedsLock);
        }
    }

    internal override void OnInbound_NeedsLock()
    {
        // Too large is known from the prefix: nothing of it is buffered.
        if (!HasEnded && PeekInbound_NeedsLock(Reading.MaxReceiveMessageSize, out var length) == ReadState.TooLarge)
        {
            Refuse_NeedsLock(MessageFault.TooLarge(Reading, length));
            return;
        }

        base.OnInbound_NeedsLock();
    }

    protected override void OnCompleted()
    {
        using var message = _message;
        if (Status.StatusCode != StatusCode.OK)
        {
            var failure = Failure();
            if (failure is OperationCanceledException cancelled) _response.TrySetCanceled(cancelled.CancellationToken);
            else _response.TrySetException(failure);
            return;
        }

        if (MessageDecoder.TryDecode(message, marshaller, Reading, ResponseEncoding, out var response, out var fault))
        {
            _response.TrySetResult(response);
            return;
        }

        OverrideStatus(fault);
        _response.TrySetException(new RpcException(fault, GetTrailers()));
    }
}
