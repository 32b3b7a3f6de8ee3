using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>A server and a channel that reach each other in memory.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private readonly List<ByteConnection> _connections;

    private Pair(GrpcServer server, GrpcChannel channel, List<ByteConnection> connections)
    {
        _connections = connections;
        Server = server;
        Channel = channel;
        Invoker = channel.CreateCallInvoker();
    }

    public GrpcServer Server { get; }

    public GrpcChannel Channel { get; }

    public CallInvoker Invoker { get; }

    public static Pair Start(Echo? echo = null, GrpcServerOptions? serverOptions = null, GrpcChannelOptions? channelOptions = null)
    {
        var server = new GrpcServer(serverOptions ?? new GrpcServerOptions());
        server.Add(echo ?? new Echo());
        channelOptions ??= new GrpcChannelOptions();
        var connections = new List<ByteConnection>();
        channelOptions.ConnectCallback = _ =>
        {
            var (ours, theirs) = MemoryConnection.CreatePair();
            connections.Add(ours);
            server.Serve(theirs);
            return new ValueTask<ByteConnection>(ours);
        };
        return new Pair(server, GrpcChannel.ForAddress("http://in-memory", channelOptions), connections);
    }

    /// <summary>Cuts the connection that the channel uses.</summary>
    public void LoseConnection() => _connections[^1].Abort();

    public async Task<string> UnaryAsync(string request, CallOptions options = default) => await Invoker.AsyncUnaryCall(Echo.Unary, null, options, request).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await Server.DisposeAsync();
    }
}
