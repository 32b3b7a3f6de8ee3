using Peregrine.Http2;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

public class SecretTests
{
    private const string Token = "s3cr3t-t0k3n";

    [Fact]
    public async Task Secrets_of_a_request_travel_as_literals_that_no_table_may_hold()
    {
        var headers = new Metadata { { "authorization", Token }, { "cookie", Token }, { "x-api-key", Token }, new Metadata.Entry("my-token", Token).AsSecret(), { "ordinary", "value" } };

        var request = await RequestAsSeenAsync(new CallOptions(headers));

        Assert.Equal(["authorization", "cookie", "my-token", "x-api-key"], request.NeverIndexed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whatever_call_credentials_add_is_a_secret()
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("tenant-key", Token);
            metadata.Add("signature-bin", [1, 2, 3]);
            return Task.CompletedTask;
        });

        var request = await RequestAsSeenAsync(new CallOptions(new Metadata { { "ordinary", "value" } }, credentials: credentials));

        Assert.Equal(["signature-bin", "tenant-key"], request.NeverIndexed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_a_server_passes_on_stays_a_secret()
    {
        Metadata? atTheEnd = null;
        await using var behind = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                atTheEnd = context.RequestHeaders;
                return Task.FromResult(request);
            },
        });
        await using var front = Pair.Start(new Echo { OnUnary = (request, context) => behind.UnaryAsync(request, new CallOptions(context.RequestHeaders)) });

        await front.UnaryAsync("x", new CallOptions(new Metadata { new Metadata.Entry("my-token", Token).AsSecret(), { "ordinary", "value" } }));

        Assert.True(atTheEnd!.Get("my-token")!.IsSecret);
        Assert.Equal(Token, atTheEnd.GetValue("my-token"));
        Assert.False(atTheEnd.Get("ordinary")!.IsSecret);
    }

    [Fact]
    public async Task Secrets_of_a_response_reach_the_client_as_secrets()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, context) =>
            {
                context.ResponseTrailers.Add(new Metadata.Entry("session", Token).AsSecret());
                return Task.FromResult(request);
            },
        });

        using var call = pair.Invoker.AsyncUnaryCall(Echo.Unary, null, default, "x");
        await call;

        Assert.True(call.GetTrailers().Get("session")!.IsSecret);
    }

    [Fact]
    public async Task No_secret_is_logged_or_shown_whatever_happens_to_the_call()
    {
        var log = new ListLogger();
        await using var pair = Pair.Start(
            new Echo { OnUnary = (request, _) => request == "fail" ? throw new InvalidOperationException("as asked") : Task.FromResult(request) },
            new GrpcServerOptions { LoggerFactory = log },
            new GrpcChannelOptions { LoggerFactory = log });
        var options = new CallOptions(new Metadata { { "authorization", Token }, { "cookie", Token }, new Metadata.Entry("my-token", Token).AsSecret() });

        await pair.UnaryAsync("x", options);
        var failed = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("fail", options));
        var unknown = await Assert.ThrowsAsync<RpcException>(async () =>
            await pair.Invoker.AsyncUnaryCall(new Method<string, string>(MethodType.Unary, "test.Echo", "Unknown", Marshallers.StringMarshaller, Marshallers.StringMarshaller), null, options, "x"));
        pair.LoseConnection();
        await Record.ExceptionAsync(() => pair.UnaryAsync("x", options));

        Assert.NotEmpty(log.Lines);
        Assert.All([.. log.Lines, failed.ToString(), unknown.ToString(), .. options.Headers!.Select(entry => entry.ToString())], line => Assert.DoesNotContain(Token, line, StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_that_is_no_secret_shows_its_value() => Assert.Equal("[Entry: key=ordinary, value=value]", new Metadata.Entry("ordinary", "value").ToString());

    private static async Task<RawStream> RequestAsSeenAsync(CallOptions options)
    {
        var (ours, theirs) = MemoryConnection.CreatePair();
        RawStream? seen = null;
        var server = new RawPeer(theirs, Http2Role.Server, (peer, stream) =>
        {
            seen = stream;
            peer.Headers(stream, [(":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "12")], end: true);
        });
        await using var channel = GrpcChannel.ForAddress("http://in-memory", new GrpcChannelOptions { ConnectCallback = _ => new(ours), UnsafeUseInsecureChannelCallCredentials = true });
        await server.StartAsync();
        var serving = server.RunUntilAsync(() => seen is not null);
        await Assert.ThrowsAsync<RpcException>(async () => await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, options, "x"));
        await serving;
        return seen!; // the call has ended, so it was seen
    }
}
