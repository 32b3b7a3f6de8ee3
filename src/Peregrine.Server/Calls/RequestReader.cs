using Peregrine.Connections;
using Peregrine.Messages;

namespace Peregrine.Server.Calls;

/// <summary>The request stream of a handler.</summary>
internal sealed class RequestReader<TRequest>(ServerCall call, Marshaller<TRequest> marshaller) : InboundReader<TRequest>(call.Stream, marshaller)
    where TRequest : class
{
    protected override MessageReadOptions Options => call.Host.Settings.Reading;

    protected override string? Encoding => call.RequestEncoding;

    protected override bool IsOver_NeedsLock => call.IsOver_NeedsLock;

    // A server's stream stays where it is.
    protected override Task<bool> MoveNextElsewhere(CancellationToken cancellationToken) => MoveNext(cancellationToken);

    protected override Task<bool> EndOfStream()
    {
        // The end of a call that was given up is not the end of the stream: a handler must not take half a stream for a whole one.
        return call.Stream.InboundEnded && !call.IsGivenUp
            ? Task.FromResult(false)
            : Task.FromException<bool>(new OperationCanceledException($"The call {call.Method} was cancelled while its request stream was read.", call.CancellationToken));
    }

    protected override void Refuse(in Status status)
    {
        using (call.Host.Driver.Enter()) call.Refuse_NeedsLock(status);
    }
}
