using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>A call whose response is a stream of messages: server streaming, and bidirectional.</summary>
internal sealed class StreamResponseCall<TResponse> : ClientCall
    where TResponse : class
{
    public StreamResponseCall(ChannelSettings settings, IMethod method, Marshaller<TResponse> marshaller, in CallOptions options)
        : base(settings, method, options) => Responses = new ResponseReader(this, marshaller);

    public IAsyncStreamReader<TResponse> Reader => Responses;

    private ResponseReader Responses { get; }

    internal override void OnInbound_NeedsLock()
    {
        Responses.Wake_NeedsLock();
        base.OnInbound_NeedsLock();
    }

    protected override Status Check_NeedsLock() => Status.DefaultSuccess; // messages are checked one by one, as they are read

    protected override void OnStatusKnown_NeedsLock() => Responses.Wake_NeedsLock();

    protected override void OnCompleted()
    {
        // The reader was woken already; it finds the status behind the last message.
    }

    protected override void OnDisposed()
    {
        if (!IsBound) return;

        using (Driver.Enter())
        {
            if (InboundLength_NeedsLock == 0 && !Responses.HasMore) return;

            Responses.Drop();
            DropInbound_NeedsLock();
        }
    }

    /// <summary>The response stream. Messages that arrived before the status are delivered before it.</summary>
    private sealed class ResponseReader(StreamResponseCall<TResponse> call, Marshaller<TResponse> marshaller) : InboundReader<TResponse>(call, marshaller)
    {
        private bool _isDropped;

        protected override MessageReadOptions Options => call.Reading;

        protected override string? Encoding => call.ResponseEncoding;

        protected override bool IsOver_NeedsLock => call.HasEnded;

        /// <summary>Drops what had arrived, because the call was disposed: a later read must not take that for the end.</summary>
        public void Drop()
        {
            _isDropped = true;
            DropAhead();
        }

        public override Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!call.WasOpened) return MoveNextWhenOpenedAsync(cancellationToken);
            if (!call.IsBound) return EndOfStream(); // it ended before it was opened

            // As in other gRPC libraries, giving up a read gives up the call: nobody could tell where in the stream it stands.
            var waits = !HasMore || cancellationToken.IsCancellationRequested;
            return waits && cancellationToken.CanBeCanceled ? MoveNextOrCancelAsync(cancellationToken) : base.MoveNext(cancellationToken);
        }

        protected override Task<bool> MoveNextElsewhere(CancellationToken cancellationToken) => MoveNextWhenOpenedAsync(cancellationToken);

        protected override Task<bool> EndOfStream()
        {
            if (_isDropped) return Task.FromException<bool>(new RpcException(CallEnd.Disposed));

            return call.Status.StatusCode == StatusCode.OK ? Task.FromResult(false) : Failed();
        }

        protected override void Refuse(in Status status) => call.RefuseMessage(status);

        private Task<bool> Failed() => call.Failure() is OperationCanceledException { CancellationToken.IsCancellationRequested: true } cancelled
            ? Task.FromCanceled<bool>(cancelled.CancellationToken)
            : Task.FromException<bool>(call.Failure());

        private async Task<bool> MoveNextWhenOpenedAsync(CancellationToken cancellationToken)
        {
            try
            {
                await call.WhenOpened().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                call.End(CallEnd.CancelledByToken);
                throw;
            }

            return await MoveNext(cancellationToken).ConfigureAwait(false);
        }

        private async Task<bool> MoveNextOrCancelAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await base.MoveNext(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                call.End(CallEnd.CancelledByToken);
                throw;
            }
        }
    }
}
