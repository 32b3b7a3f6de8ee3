using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>A stream of requests, a stream of responses.</summary>
internal sealed class DuplexServerCall<TRequest, TResponse>(CallHost host, in RequestHead head, Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
    : StreamRequestCall<TRequest>(host, head, method.RequestMarshaller)
    where TRequest : class
    where TResponse : class
{
    public override IMethod CalledMethod => method;

    protected override void RunHandler() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            await handler(Requests, new ResponseWriter<TResponse>(this, method.ResponseMarshaller), this).ConfigureAwait(false);
            this.EndResponses();
        }
#pragma warning disable CA1031 // whatever user code throws becomes a status
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
