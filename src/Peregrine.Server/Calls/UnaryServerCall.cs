using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>One request, one response.</summary>
internal sealed class UnaryServerCall<TRequest, TResponse>(CallHost host, in RequestHead head, Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
    : SingleRequestCall(host, head)
    where TRequest : class
    where TResponse : class
{
    public override IMethod CalledMethod => method;

    protected override void RunHandler()
    {
        Task<TResponse> response;
        try
        {
            response = handler(UnaryRequest.Take(this, method.RequestMarshaller), this);
            if (response is { IsCompletedSuccessfully: false })
            {
                _ = AwaitAsync(response);
                return;
            }

            this.Respond(method.ResponseMarshaller, response?.Result);
        }
#pragma warning disable CA1031 // whatever user code throws becomes a status
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }

    private async Task AwaitAsync(Task<TResponse> pending)
    {
        try
        {
            this.Respond(method.ResponseMarshaller, await pending.ConfigureAwait(false));
        }
#pragma warning disable CA1031 // whatever user code throws becomes a status
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
