namespace Peregrine;

/// <summary>
/// What the four public call types show of a running call. The client's own call object implements it, so that a call costs no delegates; may be used from several threads.
/// </summary>
internal interface IClientCall : IDisposable
{
    /// <summary>Completes with the response headers, or fails when the call ends without any.</summary>
    Task<Metadata> ResponseHeadersAsync { get; }

    /// <summary>The status; throws <see cref="InvalidOperationException"/> while the call runs.</summary>
    Status GetStatus();

    /// <summary>The trailers; throws <see cref="InvalidOperationException"/> while the call runs.</summary>
    Metadata GetTrailers();
}

/// <summary>A running call with a single response.</summary>
internal interface IClientCall<TResponse> : IClientCall
{
    /// <summary>Completes with the response, or fails with <see cref="RpcException"/>.</summary>
    Task<TResponse> ResponseAsync { get; }
}
