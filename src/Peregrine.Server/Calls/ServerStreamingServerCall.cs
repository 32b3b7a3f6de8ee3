using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>One request, a stream of responses.</summary>
internal sealed class ServerStreamingServerCall<TRequest, TResponse>(CallHost host, in RequestHead head, Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
    : SingleRequestCall(host, head)
    where TRequest : class
    where TResponse : class
{
    public override IMethod CalledMethod => method;

    protected override void RunHandler() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            var request = UnaryRequest.Take(this, method.RequestMarshaller);
            await handler(request, new ResponseWriter<TResponse>(this, method.ResponseMarshaller), this).ConfigureAwait(false);
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
