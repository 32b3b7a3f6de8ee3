namespace Peregrine.Interceptors;

/// <summary>
/// A call of any kind, as a <see cref="CallInterceptor"/> on the client sees it: changed before it is passed on, looked at when it has ended.
/// Belongs to one call and one interceptor; not to be used after the interceptor has returned.
/// </summary>
public sealed class ClientCallContext
{
    private readonly Task<Metadata> _responseHeaders;
    private CallOptions _options;
    private string? _host;
    private Metadata? _headers;
    private bool _isStarted;
    private Status? _status;
    private Metadata? _trailers;

    internal ClientCallContext(IMethod method, string? host, CallOptions options, Task<Metadata> responseHeaders)
    {
        Method = method;
        _host = host;
        _options = options;
        _responseHeaders = responseHeaders;
    }

    /// <summary>The method that is called.</summary>
    public IMethod Method { get; }

    /// <summary>The host that is called; null for the channel's. To be set before the call is passed on.</summary>
    public string? Host
    {
        get => _host;
        set
        {
            ThrowIfStarted();
            _host = value;
        }
    }

    /// <summary>The options of the call. To be set before the call is passed on.</summary>
    public CallOptions Options
    {
        get => _options;
        set
        {
            ThrowIfStarted();
            _options = value;
            _headers = null;
        }
    }

    /// <summary>The headers of the call: a copy of the caller's that may be changed before the call is passed on.</summary>
    public Metadata Headers
    {
        get
        {
            if (_headers is not null) return _headers;
            var headers = new Metadata();
            foreach (var entry in _options.Headers ?? Metadata.Empty) headers.Add(entry);
            if (_isStarted) return headers;
            _options = _options.WithHeaders(headers);
            return _headers = headers;
        }
    }

    /// <summary>A place for interceptors to leave things for each other: shared by all of one call that come after the first one that used it.</summary>
    public IDictionary<object, object> State
    {
        get
        {
            if (_options.State is { } existing) return existing;
            var state = new Dictionary<object, object>();
            _options = _options.WithState(state);
            return state;
        }
    }

    /// <summary>Completes with the response headers, or fails when the call ends without any.</summary>
    public Task<Metadata> ResponseHeadersAsync => _responseHeaders;

    /// <summary>Whether the call has ended, so that <see cref="Status"/> and <see cref="Trailers"/> are there.</summary>
    public bool HasEnded => _status is not null;

    /// <summary>How the call ended.</summary>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public Status Status => _status ?? throw NotEnded();

    /// <summary>The trailers of the call.</summary>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public Metadata Trailers => _trailers ?? throw NotEnded();

    internal void Start() => _isStarted = true;

    internal void End(Status status, Metadata trailers)
    {
        _trailers = trailers;
        _status = status;
    }

    private static InvalidOperationException NotEnded() => new("The call has not ended: status and trailers are there when the continuation has completed.");

    private void ThrowIfStarted()
    {
        if (_isStarted) throw new InvalidOperationException("The call was passed on already; change host, options and headers before that.");
    }
}
