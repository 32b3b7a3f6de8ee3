namespace Peregrine;

/// <summary>A call as its handler sees it. Valid until the handler has returned; members may be used from several threads unless they change something.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? _userState;

    /// <summary>The method's full name, as <c>/package.Service/Method</c>.</summary>
    public string Method => MethodCore;

    /// <summary>The method itself, with what its schema says about it (<see cref="IMethod.Descriptor"/>): one object per method, for all its calls. Null in contexts that do not know it, as stand-ins for tests.</summary>
    public virtual IMethod? CalledMethod => null;

    /// <summary>What the client called (<c>:authority</c>).</summary>
    public string Host => HostCore;

    /// <summary>The peer's address, as <c>ipv4:127.0.0.1:5000</c>, <c>ipv6:[::1]:5000</c> or <c>unix:path</c>.</summary>
    public string Peer => PeerCore;

    /// <summary>The moment, in UTC, at which the client gives up; <see cref="DateTime.MaxValue"/> when it set no deadline.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>The request's metadata, the user agent included. What an interceptor changes in it, the handler sees.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Cancelled when the client cancels, the connection breaks, the deadline passes, or the server stops for good.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>Cancelled when the server begins to drain: a long-running handler should end soon, calls that are under way may finish. Never cancelled when the server cannot tell.</summary>
    public virtual CancellationToken ShuttingDown => CancellationToken.None;

    /// <summary>
    /// Cancelled when this call's connection begins to drain, because the server stops or the connection has reached its maximum age: no new call comes on it, and this one ends with
    /// UNAVAILABLE if it outlives the grace. A handler of a long stream should say goodbye now. Never cancelled when the server cannot tell.
    /// </summary>
    public virtual CancellationToken Draining => ShuttingDown;

    /// <summary>The metadata that is sent after the last message.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>The status that is sent when the handler returns without throwing; OK at first.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>Options for the responses; null for the server's.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>What is known about the peer.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>A place for interceptors and handlers to leave things for each other.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>The implementation of <see cref="Method"/>.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>The implementation of <see cref="Host"/>.</summary>
    protected abstract string HostCore { get; }

    /// <summary>The implementation of <see cref="Peer"/>.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>The implementation of <see cref="Deadline"/>.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>The implementation of <see cref="RequestHeaders"/>.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>The implementation of <see cref="CancellationToken"/>.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>The implementation of <see cref="ResponseTrailers"/>.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>The implementation of <see cref="Status"/>.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>The implementation of <see cref="WriteOptions"/>.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>The implementation of <see cref="AuthContext"/>.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>The implementation of <see cref="UserState"/>.</summary>
    protected virtual IDictionary<object, object> UserStateCore => _userState ??= [];

    /// <summary>Whether anybody has asked for the <see cref="UserState"/>.</summary>
    internal bool HasUserState => _userState is not null;

    /// <summary>Sends the response headers now, ahead of the first message. To be called once at most.</summary>
    /// <exception cref="InvalidOperationException">The headers were sent already.</exception>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>A token for the calls that this handler makes, so that they take over its deadline and cancellation (<see cref="CallOptions.WithPropagationToken"/>).</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) => CreatePropagationTokenCore(options);

    /// <summary>The implementation of <see cref="WriteResponseHeadersAsync"/>.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>The implementation of <see cref="CreatePropagationToken"/>.</summary>
    protected virtual ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => new(Deadline, options, CancellationToken);
}
