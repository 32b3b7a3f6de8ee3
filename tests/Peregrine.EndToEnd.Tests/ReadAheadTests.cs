using System.Globalization;
using System.Text;
using Peregrine.Http2;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>Small messages that arrived together are decoded together. Nobody may notice.</summary>
public class ReadAheadTests
{
    private static readonly (string, string)[] s_head = [(":status", "200"), ("content-type", "application/grpc")];
    private static readonly (string, string)[] s_ok = [("grpc-status", "0")];
    private static readonly (string, string)[] s_notFound = [("grpc-status", "5")];

    // Fails on "bad".
    private static readonly Method<string, string> s_picky = new(
        MethodType.ServerStreaming, "test.Echo", "ServerStreaming", Marshallers.StringMarshaller,
        Marshallers.Create<string>(Encoding.UTF8.GetBytes, bytes => Encoding.UTF8.GetString(bytes) is var text && text != "bad" ? text : throw new FormatException("not mine")));

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100)]
    public async Task They_come_in_order_and_before_the_status(int count)
    {
        var words = Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        await using var channel = Answering(words, s_notFound);
        using var call = Open(channel);

        foreach (var word in words)
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal(word, call.ResponseStream.Current);
        }

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task One_that_does_not_parse_ends_the_call_when_it_is_its_turn()
    {
        await using var channel = Answering(["a", "b", "bad", "c"], s_ok);
        using var call = Open(channel);

        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal("b", call.ResponseStream.Current);
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.Equal(StatusCode.Internal, call.GetStatus().StatusCode);
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Throws<InvalidOperationException>(() => call.ResponseStream.Current);
    }

    [Fact]
    public async Task One_above_the_limit_ends_the_call_when_it_is_its_turn()
    {
        await using var channel = Answering(["a", "b", "long"], s_ok, new GrpcChannelOptions { MaxReceiveMessageSize = 3 });
        using var call = Open(channel);

        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task After_the_call_is_disposed_a_read_fails_although_some_were_not_read()
    {
        await using var channel = Answering(["a", "b", "c"], s_ok);
        var call = Open(channel);
        Assert.True(await call.ResponseStream.MoveNext(default));

        call.Dispose();

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task A_read_whose_token_has_fired_gives_the_call_up_although_some_were_not_read()
    {
        await using var channel = Answering(["a", "b", "c"], trailers: null);
        using var call = Open(channel);
        using var source = new CancellationTokenSource();
        Assert.True(await call.ResponseStream.MoveNext(source.Token));
        Assert.True(await call.ResponseStream.MoveNext(source.Token));

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.ResponseStream.MoveNext(source.Token));
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    private static AsyncServerStreamingCall<string> Open(GrpcChannel channel) =>
        channel.CreateCallInvoker().AsyncServerStreamingCall(s_picky, null, default, "x");

    /// <summary>A channel to a server that answers with all words in one DATA frame, then with the trailers.</summary>
    private static GrpcChannel Answering(string[] words, (string, string)[]? trailers, GrpcChannelOptions? options = null)
    {
        options ??= new GrpcChannelOptions();
        options.ConnectCallback = async cancellationToken =>
        {
            var (ours, theirs) = MemoryConnection.CreatePair();
            var peer = new RawPeer(theirs, Http2Role.Server, (peer, stream) =>
            {
                peer.Headers(stream, s_head, end: false);
                peer.Data(stream, [.. words.SelectMany(word => (byte[])[0, 0, 0, 0, (byte)word.Length, .. Encoding.UTF8.GetBytes(word)])], end: false);
                if (trailers is not null) peer.Headers(stream, trailers, end: true);
            });
            await peer.StartAsync();
            _ = Task.Run(() => peer.RunUntilAsync(() => false), cancellationToken);
            return ours;
        };
        return GrpcChannel.ForAddress("http://in-memory", options);
    }
}
