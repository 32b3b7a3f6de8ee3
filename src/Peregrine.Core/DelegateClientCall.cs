namespace Peregrine;

/// <summary>A call that is made of delegates: what mocks and interceptors give to the public constructors.</summary>
internal sealed class DelegateClientCall<TResponse> : IClientCall<TResponse>
{
    private readonly Task<TResponse>? _response;
    private readonly Func<object, Task<Metadata>> _headers;
    private readonly Func<object, Status> _status;
    private readonly Func<object, Metadata> _trailers;
    private readonly Action<object> _dispose;
    private readonly object _state;

    public DelegateClientCall(
        Task<TResponse>? response, Func<object, Task<Metadata>> headers, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
    {
        _response = response;
        _headers = headers;
        _status = status;
        _trailers = trailers;
        _dispose = dispose;
        _state = state;
    }

    public Task<TResponse> ResponseAsync => _response ?? throw new InvalidOperationException("This kind of call has no single response.");

    public Task<Metadata> ResponseHeadersAsync => _headers(_state);

    public static DelegateClientCall<TResponse> Create(
        Task<TResponse>? response, Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(trailers);
        ArgumentNullException.ThrowIfNull(dispose);
        return new DelegateClientCall<TResponse>(
            response,
            static state => ((Stateless)state).Headers,
            static state => ((Stateless)state).Status(),
            static state => ((Stateless)state).Trailers(),
            static state => ((Stateless)state).Dispose(),
            new Stateless(headers, status, trailers, dispose));
    }

    public Status GetStatus() => _status(_state);

    public Metadata GetTrailers() => _trailers(_state);

    public void Dispose() => _dispose(_state);

    private sealed record Stateless(Task<Metadata> Headers, Func<Status> Status, Func<Metadata> Trailers, Action Dispose);
}
