using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Peregrine.Client.Balancing;
using Peregrine.Client.Calls;
using Peregrine.Client.Resolving;
using Peregrine.Compression;
using Peregrine.Connections;
using Peregrine.Messages;
using Peregrine.Transports;
using Peregrine.Wire;

namespace Peregrine;

/// <summary>
/// A channel to a server: makes calls, connects when the first one is made and again whenever the connection is lost. Making one is cheap and does not connect.
/// Share one channel per server: all members may be used by any number of threads at the same time.
/// <code>
/// using var channel = GrpcChannel.ForAddress("http://localhost:5000");
/// var client = new Greeter.GreeterClient(channel);
/// var reply = await client.SayHelloAsync(new HelloRequest { Name = "World" });
/// </code>
/// </summary>
public sealed class GrpcChannel : ChannelBase, IDisposable, IAsyncDisposable
{
    private readonly ChannelCore<ClientConnection> _core;
    private readonly ConnectionBeat _beat;
    private readonly ChannelInvoker _invoker;

    private GrpcChannel(Target target, GrpcChannelOptions options, CallRuntime runtime)
        : base(target.Text)
    {
        var settings = SettingsOf(target, options, runtime.Scheduler);
        var connect = new ConnectOptions
        {
            Tls = settings.IsSecure ? ChannelTls.From(options.Credentials?.Ssl, options.Tls) : null,
            Timeout = options.ConnectTimeout,
            Time = options.TimeProvider,
        };
        var driver = new DriverOptions(options.Http2, options.TimeProvider, runtime.Scheduler)
        {
            KeepAlive = new KeepAlivePolicy(options.KeepAlivePingDelay, options.KeepAlivePingTimeout, options.KeepAlivePingWithoutCalls),
        };
        var connector = new ChannelConnector(target, connect, driver, options.ConnectCallback);
        _beat = new ConnectionBeat(connector, options.TimeProvider, target.Name, (ILogger?)options.LoggerFactory?.CreateLogger("Peregrine.Client") ?? NullLogger.Instance);
        var resolver = options.ConnectCallback is null ? Resolver.For(target, options.TimeProvider) : new StaticResolver([Address.OfCallback]);
        _core = new ChannelCore<ClientConnection>(target.Text, resolver, _beat.ConnectAsync, options.TimeProvider, runtime);
        _invoker = new ChannelInvoker(settings, new CallOpener(settings, _core));
    }

    /// <summary>Where the channel is: idle until a call is made, connecting, ready, in transient failure (waiting to try again), or shut down (gRPC connectivity-semantics-and-api.md).</summary>
    public ConnectivityState State => _core.State;

    /// <summary>
    /// Makes a channel to <paramref name="address"/>: <c>http://HOST:PORT</c>, <c>https://HOST:PORT</c>, <c>dns:///HOST:PORT</c>, <c>unix:PATH</c>.
    /// </summary>
    /// <exception cref="FormatException">The address is not understood; the message says what to write.</exception>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>Makes a channel with options, which are read now; later changes have no effect.</summary>
    /// <exception cref="FormatException">The address is not understood; the message says what to write.</exception>
    /// <exception cref="ArgumentException">The credentials contradict the address.</exception>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions options) => ForAddress(address, options, CallRuntime.Process);

    /// <summary>Makes a channel to an address that is a URI.</summary>
    public static GrpcChannel ForAddress(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ForAddress(address.OriginalString);
    }

    /// <summary>Makes a channel with options to an address that is a URI.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ForAddress(address.OriginalString, options);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker() => _invoker;

    /// <summary>Connects now instead of with the first call. Completes when the channel is ready; keeps trying until then.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken = default) => await _core.PickAsync(waitForReady: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Completes when the state is another than <paramref name="lastObservedState"/>.</summary>
    public Task WaitForStateChangedAsync(ConnectivityState lastObservedState, CancellationToken cancellationToken = default) => _core.WaitForStateChangedAsync(lastObservedState, cancellationToken);

    /// <summary>Tries to connect without waiting for the back-off to end: the network has come back.</summary>
    public void ResetConnectBackoff() => _core.ResetBackoff();

    /// <summary>Closes the channel: running calls end with UNAVAILABLE, later ones fail.</summary>
    public void Dispose()
    {
        _core.Shutdown();
        _beat.Dispose();
    }

    /// <summary>Closes the channel, and completes when its connections are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _beat.WhenClosedAsync().ConfigureAwait(false);
    }

    internal static GrpcChannel ForAddress(string address, GrpcChannelOptions options, CallRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GrpcChannel(Client.Resolving.Target.Parse(address, options.Credentials?.IsSecure ?? true), options, runtime);
    }

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore() => DisposeAsync().AsTask();

    private static ChannelSettings SettingsOf(Target target, GrpcChannelOptions options, CallScheduler scheduler)
    {
        var secure = target.UsesTls ?? options.Credentials?.IsSecure ?? options.Tls is not null;
        if (options.Credentials is { } credentials && target.UsesTls is { } asked && asked != credentials.IsSecure)
        {
            throw new ArgumentException(asked
                ? $"{target.Text} asks for TLS, but the channel's credentials are insecure. Use http://, or leave {nameof(GrpcChannelOptions.Credentials)} out."
                : $"{target.Text} is plaintext, but the channel's credentials ask for TLS. Use https://, or leave {nameof(GrpcChannelOptions.Credentials)} out.");
        }

        var compression = new CompressionRegistry(options.CompressionProviders);
        var authority = options.Authority ?? target.Authority;
        return new ChannelSettings
        {
            Target = target.Name,
            Fields = new ChannelFields(secure, authority, null, compression),
            AuthorityText = authority,
            IsSecure = secure,
            SendCredentialsInsecurely = options.UnsafeUseInsecureChannelCallCredentials,
            RequestCompression = options.RequestCompression,
            Reading = new MessageReadOptions(compression, options.MaxReceiveMessageSize ?? int.MaxValue, IsServer: false),
            MaxSendMessageSize = options.MaxSendMessageSize ?? int.MaxValue,
            Credentials = options.Credentials?.CallCredentials,
            Time = options.TimeProvider,
            Scheduler = scheduler,
        };
    }
}
