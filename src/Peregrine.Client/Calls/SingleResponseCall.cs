using System.Runtime.CompilerServices;
using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>A call whose response is one message: unary, and client streaming.</summary>
internal sealed class SingleResponseCall<TResponse> : ClientCall, IClientCall<TResponse>
    where TResponse : class
{
    private readonly Marshaller<TResponse> _marshaller;

    // A TaskCompletionSource without the object around the task. OnCompleted completes it, once.
    private AsyncTaskMethodBuilder<TResponse> _response = AsyncTaskMethodBuilder<TResponse>.Create();

    public SingleResponseCall(ChannelSettings settings, IMethod method, Marshaller<TResponse> marshaller, in CallOptions options)
        : base(settings, method, options)
    {
        _marshaller = marshaller;
        ResponseAsync = _response.Task;
    }

    /// <inheritdoc/>
    public Task<TResponse> ResponseAsync { get; }

    protected override Status Check_NeedsLock()
    {
        switch (PeekInbound_NeedsLock(Reading.MaxReceiveMessageSize, out var length))
        {
            case ReadState.Ready:
                return InboundLength_NeedsLock == MessagePrefix.Size + (int)length
                    ? Status.DefaultSuccess
                    : new Status(StatusCode.Internal, $"The response of {Method.FullName} has more than one message.");
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
        if (Status.StatusCode != StatusCode.OK)
        {
            DropInbound_NeedsLock(); // detached: nobody else's any more
            _response.SetException(Failure());
            return;
        }

        using var message = TakeDetached();
        if (MessageDecoder.TryDecode(message, _marshaller, Reading, ResponseEncoding, out var response, out var fault))
        {
            _response.SetResult(response);
            return;
        }

        OverrideStatus(fault);
        _response.SetException(new RpcException(fault, GetTrailers()));
    }
}
