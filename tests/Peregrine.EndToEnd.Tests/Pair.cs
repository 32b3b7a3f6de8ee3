using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>A server and a channel that reach each other in memory.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(GrpcServer server, GrpcChannel channel)
    {
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
        channelOptions.ConnectCallback = _ =>
        {
            var (ours, theirs) = MemoryConnection.CreatePair();
            server.Serve(theirs);
            return new ValueTask<ByteConnection>(ours);
        };
        return new Pair(server, GrpcChannel.ForAddress("http://in-memory", channelOptions));
    }

    public async Task<string> UnaryAsync(string request, CallOptions options = default) => await Invoker.AsyncUnaryCall(Echo.Unary, null, options, request);

    public async ValueTask DisposeAsync()
    {
        await Channel.DisposeAsync();
        await Server.DisposeAsync();
    }
}
