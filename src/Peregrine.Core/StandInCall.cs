namespace Peregrine;

/// <summary>A call that nobody made: it ends as a task does. What tests give to code that is to be tested.</summary>
internal sealed class StandInCall<TResponse>(Task<TResponse> response) : IClientCall<TResponse>
{
    public Task<TResponse> ResponseAsync => response;

    public Task<Metadata> ResponseHeadersAsync { get; } = Task.FromResult(new Metadata());

    public Status GetStatus()
    {
        if (!response.IsCompleted) throw new InvalidOperationException("The status is not known yet: wait for the response first.");
        return response.Exception?.InnerException switch
        {
            null when response.IsCanceled => new Status(StatusCode.Cancelled, "The call was cancelled."),
            null => Status.DefaultSuccess,
            RpcException failure => failure.Status,
            var other => new Status(StatusCode.Unknown, other.Message, other),
        };
    }

    public Metadata GetTrailers()
    {
        if (!response.IsCompleted) throw new InvalidOperationException("The trailers have not arrived yet: wait for the response first.");
        return response.Exception?.InnerException is RpcException failure ? failure.Trailers : [];
    }

    public void Dispose()
    {
        // There is nothing to give up.
    }
}
