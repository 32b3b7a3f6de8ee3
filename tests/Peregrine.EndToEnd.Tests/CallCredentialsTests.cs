using Peregrine.TestKit;

namespace Peregrine.EndToEnd.Tests;

public class CallCredentialsTests
{
    private int _tokensAsked;
    private int _callsServed;

    [Fact]
    public async Task On_a_channel_without_TLS_they_are_refused_and_nothing_is_sent()
    {
        await using var pair = Pair.Start(Counting());

        var error = await Assert.ThrowsAsync<RpcException>(() => pair.UnaryAsync("x", new CallOptions(credentials: Token())));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Equal(
            "The call /test.Echo/Unary has call credentials, but the channel to in-memory:80 is not encrypted: they would travel readable. Use an https:// address, or set GrpcChannelOptions.UnsafeUseInsecureChannelCallCredentials.",
            error.Status.Detail);
        Assert.Equal((0, 0), (_tokensAsked, _callsServed));
    }

    [Fact]
    public void A_channel_without_TLS_takes_none_of_its_own() =>
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, Token()));

    [Fact]
    public async Task Where_it_is_asked_for_by_name_they_travel_in_plaintext()
    {
        await using var pair = Pair.Start(Counting(), channelOptions: new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });

        Assert.Equal("Bearer 1", await pair.UnaryAsync("x", new CallOptions(credentials: Token())));
    }

    [Fact]
    public async Task Over_TLS_those_of_the_channel_and_those_of_the_call_are_sent_in_that_order()
    {
        await using var server = new GrpcServer(new GrpcServerOptions { Tls = new() { Certificate = TestCertificates.Shared.Localhost() } });
        server.Add(new Echo { OnUnary = (_, context) => Task.FromResult(string.Join(", ", context.RequestHeaders.GetAll("authorization").Select(entry => entry.Value))) });
        var bound = await server.StartAsync("https://localhost:0");
        await using var channel = GrpcChannel.ForAddress(bound.Text, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token()),
            Tls = new() { TrustedRoots = TestCertificates.Shared.Roots },
        });

        Assert.Equal("Bearer 1, Bearer 2", await channel.CreateCallInvoker().AsyncUnaryCall(Echo.Unary, null, new CallOptions(credentials: Token()), "x"));
    }

    private Echo Counting() => new()
    {
        OnUnary = (_, context) =>
        {
            _callsServed++;
            return Task.FromResult(context.RequestHeaders.GetValue("authorization") ?? "");
        },
    };

    private CallCredentials Token() => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("authorization", $"Bearer {++_tokensAsked}");
        return Task.CompletedTask;
    });
}
