using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>
/// A <see cref="GrpcServer"/> and a <see cref="GrpcChannel"/> joined in memory: the real thing from stub to frame, without sockets and ports. All members may be used by any
/// thread; starting and stopping by one at a time.
/// <code>
/// await using var test = GrpcTestServer.Start(new GreeterService());
/// var client = new Greeter.GreeterClient(test.Channel);
/// Assert.Equal("Hello World!", (await client.SayHelloAsync(new() { Name = "World" })).Message);
/// Assert.Equal("/greet.Greeter/SayHello", test.Calls[0].Method);
/// </code>
/// </summary>
public sealed class GrpcTestServer : IAsyncDisposable
{
    private const string Address = "http://test-server:80";

    private readonly IGrpcService[] _services;
    private readonly GrpcTestServerOptions _options;
    private readonly CallRuntime _runtime;
    private readonly List<GrpcChannel> _channels = [];
    private readonly Lazy<GrpcChannel> _channel;
    private TestListener? _listener;
    private GrpcServer? _server;

    internal GrpcTestServer(GrpcTestServerOptions options, CallRuntime runtime, ILinkObserver? observer, IGrpcService[] services)
    {
        _services = services;
        _options = options;
        _runtime = runtime;
        Network = new(new LinkSeams(options.Clock, runtime.Scheduler, observer));
        options.Server.TimeProvider = options.Clock;
        options.Server.Interceptors.Insert(0, new CallRecorder(Calls, options.Clock, options.RecordMessages));
        _channel = new(() => CreateChannel(_options.Channel));
        Start();
    }

    /// <summary>The server that runs now.</summary>
    /// <exception cref="InvalidOperationException">It was stopped.</exception>
    public GrpcServer Server => _server ?? throw new InvalidOperationException("The test's server is stopped: call Start to start it again.");

    /// <summary>A channel to the server; made when first asked for, and closed with this object. It outlives restarts of the server.</summary>
    public GrpcChannel Channel => _channel.Value;

    /// <summary>The network between them.</summary>
    public TestNetwork Network { get; }

    /// <summary>The calls that have reached the server, over all its restarts.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>The clock that server, channels and network go by.</summary>
    public TimeProvider Clock => _options.Clock;

    /// <summary>Starts a server that offers the services.</summary>
    public static GrpcTestServer Start(params IGrpcService[] services) => Start(new GrpcTestServerOptions(), services);

    /// <summary>Starts a server that offers the services. The options belong to this server from now on.</summary>
    public static GrpcTestServer Start(GrpcTestServerOptions options, params IGrpcService[] services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, CallRuntime.Process, null, services);
    }

    /// <summary>Makes one more channel, with a connection of its own; it is closed with this object. The way to connect and the clock in the options are replaced.</summary>
    public GrpcChannel CreateChannel(GrpcChannelOptions? options = null)
    {
        options ??= new();
        options.TimeProvider = _options.Clock;
        options.ConnectCallback = cancellationToken => Network.ConnectAsync(Volatile.Read(ref _listener), cancellationToken);
        var channel = GrpcChannel.ForAddress(Address, options, _runtime);
        lock (_channels) _channels.Add(channel);
        return channel;
    }

    /// <summary>Starts the server again, as a new process would: same services, same options, no memory.</summary>
    /// <exception cref="InvalidOperationException">It runs.</exception>
    public void Start()
    {
        if (_server is not null) throw new InvalidOperationException("The test's server runs already.");

        var server = new GrpcServer(_options.Server, _runtime);
        foreach (var service in _services) server.Add(service);
        var listener = new TestListener(Address, _runtime.Scheduler);
        server.Start(listener);
        _server = server;
        Volatile.Write(ref _listener, listener);
    }

    /// <summary>Stops the server: running calls have the grace (default 30 s of the test's clock) to end. Until <see cref="Start()"/>, attempts to connect are refused.</summary>
    public async Task StopAsync(TimeSpan? grace = null)
    {
        if (_server is not { } server) return;

        _server = null;
        Volatile.Write(ref _listener, null);
        await server.StopAsync(grace).ConfigureAwait(false);
    }

    /// <summary>Stops the server and starts it again.</summary>
    public async Task RestartAsync(TimeSpan? grace = null)
    {
        await StopAsync(grace).ConfigureAwait(false);
        Start();
    }

    /// <summary>Closes the channels, and stops the server without a grace.</summary>
    public async ValueTask DisposeAsync()
    {
        GrpcChannel[] channels;
        lock (_channels) channels = [.. _channels];
        foreach (var channel in channels) channel.Dispose();
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        foreach (var channel in channels) await channel.DisposeAsync().ConfigureAwait(false);
    }
}
