using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>A stream of requests, one response.</summary>
internal sealed class ClientStreamingServerCall<TRequest, TResponse>(CallHost host, in RequestHead head, Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
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
            this.Respond(method.ResponseMarshaller, await handler(Requests, this).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // whatever user code throws becomes a status
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
