using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Interceptors;
using Peregrine.Messages;
using Peregrine.Server.Calls;
using Peregrine.Server.Listening;
using Peregrine.Server.Routing;
using Peregrine.Transports;

namespace Peregrine;

/// <summary>
/// A gRPC server that is just an object: add services, start on an address, stop with a grace period. No host, container or configuration is needed.
/// <code>
/// await using var server = new GrpcServer();
/// server.Add(new GreeterService());
/// await server.StartAsync("http://localhost:5000");
/// </code>
/// Services are added before the first start. All members may be called by any thread; Start and Stop not at the same time.
/// </summary>
public sealed class GrpcServer : IAsyncDisposable
{
    private readonly GrpcServerOptions _options;
    private readonly RouterBuilder _services = new();
    private readonly ConnectionSet _connections;
    private readonly HandshakeSet _handshakes;
    private readonly ServerMetrics _metrics = new();
    private readonly List<Acceptor> _acceptors = [];
    private readonly CancellationTokenSource _shuttingDown = new(); // never disposed: handlers may outlive the server, and without a timer it holds nothing
    private readonly CallSettings _settings;
    private readonly ITimer _heartbeat;
    private ServerConnectionOptions _connectionOptions;
    private Router? _router;
    private bool _stopped;

    /// <summary>Makes a server with default options.</summary>
    public GrpcServer()
        : this(new GrpcServerOptions())
    {
    }

    /// <summary>Makes a server. The options are read now; later changes have no effect.</summary>
    public GrpcServer(GrpcServerOptions options)
        : this(options, CallRuntime.Process)
    {
    }

    internal GrpcServer(GrpcServerOptions options, CallRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _connections = new ConnectionSet(options.MaxConnections, _metrics);
        _handshakes = new HandshakeSet(options.MaxHandshakes, options.HandshakeTimeout, options.TimeProvider);
        _connectionOptions = ConnectionOptionsOf(options, runtime.Scheduler);
        _settings = new CallSettings
        {
            Reading = new MessageReadOptions(new CompressionRegistry(options.CompressionProviders), options.MaxReceiveMessageSize ?? int.MaxValue, IsServer: true),
            MaxSendMessageSize = options.MaxSendMessageSize ?? int.MaxValue,
            EnableDetailedErrors = options.EnableDetailedErrors,
            ResponseCompression = options.ResponseCompression,
            Log = options.LoggerFactory?.CreateLogger("Peregrine.Server") ?? StandardErrorLogger.Instance,
            Time = options.TimeProvider,
            Random = runtime.Random,
            ShuttingDown = _shuttingDown.Token,
        };
        _metrics.Watch(_connections, _handshakes, _settings.RefusedMessages);
        _heartbeat = options.TimeProvider.CreateTimer(static server => ((GrpcServer)server!).Beat(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>The addresses that this server listens on, with the ports that were chosen for port 0.</summary>
    public IReadOnlyList<BoundAddress> Addresses
    {
        get
        {
            lock (_acceptors) return [.. _acceptors.Select(a => a.BoundAddress)];
        }
    }

    /// <summary>Offers the methods of a service: an instance of a class derived from a generated base. The same instance serves all calls, also at the same time.</summary>
    /// <exception cref="InvalidOperationException">The server was started, or a method is offered twice.</exception>
    public void Add(IGrpcService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var definition = new DefinitionBuilderBinder();
        service.Bind(definition);
        Add(definition.Build());
    }

    /// <summary>Offers the methods of a service definition, as <c>Greeter.BindService(…)</c> makes it.</summary>
    /// <exception cref="InvalidOperationException">The server was started, or a method is offered twice.</exception>
    public void Add(ServerServiceDefinition service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (_router is not null) throw new InvalidOperationException("Services are added before the server is started.");

        service.Intercept([.. _options.Interceptors]).BindService(_services);
    }

    /// <summary>
    /// Listens on <paramref name="address"/>: <c>http://HOST:PORT</c> (HTTP/2 without TLS), <c>https://HOST:PORT</c> (needs <see cref="GrpcServerOptions.Tls"/>),
    /// <c>unix:PATH</c>. HOST is a name, an IP address, <c>localhost</c> or <c>*</c>; port 0 takes a free one. May be called for several addresses.
    /// </summary>
    /// <returns>The address that was bound.</returns>
    /// <exception cref="FormatException">The address is not understood; the message says what is.</exception>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    public Task<BoundAddress> StartAsync(string address)
    {
        var parsed = ServerAddress.Parse(address);
        if (parsed.IsSecure && _options.Tls is null)
        {
            throw new InvalidOperationException($"{address} asks for TLS: set {nameof(GrpcServerOptions)}.{nameof(GrpcServerOptions.Tls)} to a certificate, or use http://.");
        }

        return StartAsync(parsed);
    }

    /// <summary>Listens on a listener of the caller's making, which the server then owns.</summary>
    public BoundAddress Start(ByteListener listener, TlsServerOptions? tls = null)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ObjectDisposedException.ThrowIf(_stopped, this);
        Route();
        var acceptor = new Acceptor(listener, tls, _handshakes, _metrics, Serve, _settings.Log);
        lock (_acceptors) _acceptors.Add(acceptor);
        acceptor.Start(_connectionOptions.Driver.Scheduler);
        ServerLog.Listening(_settings.Log, listener.BoundAddress.Text);
        return listener.BoundAddress;
    }

    /// <summary>Serves one connection that the caller has accepted or made: any stream, a pipe, one end of <see cref="MemoryConnection"/>. The server owns it from now on.</summary>
    public void Serve(ByteConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Route();
        Serve(connection, refusal: null);
    }

    /// <summary>Serves one connection over a stream that reads and writes. The server owns it from now on.</summary>
    public void Serve(Stream stream) => Serve(new StreamConnection(stream));

    /// <summary>
    /// Stops: no new connections or calls; <see cref="ServerCallContext.ShuttingDown"/> fires, running calls go on for up to <paramref name="grace"/> (default 30 s), those left
    /// then end with UNAVAILABLE. Each client is told by GOAWAY, so that it goes elsewhere and loses no call.
    /// </summary>
    /// <param name="grace">How long running calls may take.</param>
    /// <param name="cancellationToken">Ends the grace early.</param>
    public async Task StopAsync(TimeSpan? grace = null, CancellationToken cancellationToken = default)
    {
        if (_stopped) return;

        _stopped = true;
        Acceptor[] acceptors;
        lock (_acceptors) acceptors = [.. _acceptors];
        foreach (var acceptor in acceptors) await acceptor.StopAsync().ConfigureAwait(false);

        _connectionOptions.Driver.Scheduler.Queue(new CancelItem(_shuttingDown));
        var connections = _connections.Stop();
        foreach (var connection in connections) connection.BeginDrain();
        await DrainAsync(connections, grace ?? TimeSpan.FromSeconds(30), cancellationToken).ConfigureAwait(false);

        await _heartbeat.DisposeAsync().ConfigureAwait(false);
        _metrics.Dispose();
    }

    /// <summary>Stops without a grace period beyond a second.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);

    /// <summary>The services are complete.</summary>
    private void Route()
    {
        if (_router is not null) return;
        var router = _services.Build();
        _connectionOptions = _connectionOptions.Expecting(router.Paths);
        _router = router;
    }

    private async Task<BoundAddress> StartAsync(ServerAddress address)
    {
        var listener = await SocketListener.BindAsync(address, time: _options.TimeProvider).ConfigureAwait(false);
        return Start(listener, address.IsSecure ? _options.Tls : null);
    }

    private void Serve(ByteConnection connection, Refusal? refusal) =>
        _connections.Admit(new ServerConnection(connection, _connectionOptions, _router!, _settings, _metrics, _connections.Remove), refusal); // the callers have made the router

    private async Task DrainAsync(ServerConnection[] connections, TimeSpan grace, CancellationToken cancellationToken)
    {
        var closed = Task.WhenAll(connections.Select(c => c.Closed));
        try
        {
            await closed.WaitAsync(grace, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            foreach (var connection in connections) connection.GiveUp();
            await closed.ConfigureAwait(false);
        }
    }

    private static ServerConnectionOptions ConnectionOptionsOf(GrpcServerOptions options, CallScheduler scheduler) => new(
        new DriverOptions(options.Http2, options.TimeProvider, scheduler)
        {
            MaxBacklog = options.MaxUnsentBytes,
            StallTimeout = options.StallTimeout,
            KeepAlive = new KeepAlivePolicy(options.KeepAlivePingDelay, options.KeepAlivePingTimeout, withoutCalls: true),
        },
        new ConnectionLimits
        {
            MaxIdle = options.MaxConnectionIdle,
            MaxAge = options.MaxConnectionAge,
            MaxAgeGrace = options.MaxConnectionAgeGrace,
            MinPingInterval = options.KeepAliveMinPingInterval,
            PermitPingsWithoutCalls = options.KeepAlivePermitWithoutCalls,
        });

    private void Beat()
    {
        foreach (var connection in _connections.ToArray()) connection.Tick();
    }
}
