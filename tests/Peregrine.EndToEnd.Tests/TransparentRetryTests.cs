using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.EndToEnd.Tests;

/// <summary>gRFC A6, transparent retries: a call that the server provably did not process is sent again, without a word.</summary>
public class TransparentRetryTests
{
    private const uint RefusedStream = 0x7;
    private const uint NoError = 0x0;

    [Fact]
    public async Task A_unary_call_above_the_last_stream_of_a_GOAWAY_goes_over_another_connection()
    {
        await using var tried = new Tried(FrameScript.New.GoAway(0, NoError));

        Assert.Equal("x", await tried.UnaryAsync("x"));
        Assert.Equal(2, tried.Connections);
    }

    [Fact]
    public async Task A_unary_call_is_sent_again_after_REFUSED_STREAM_with_its_headers()
    {
        var seen = "";
        await using var tried = new Tried(FrameScript.New.RstStream(1, RefusedStream).GoAway(1, NoError)) { Echo = new Echo { OnUnary = (request, context) =>
        {
            seen = context.RequestHeaders.GetValue("tenant") + context.RequestHeaders.GetValue("grpc-previous-rpc-attempts");
            return Task.FromResult(request);
        } } };

        Assert.Equal("x", await tried.UnaryAsync("x", new CallOptions([new("tenant", "blue")]).WithTimeout(TimeSpan.FromMinutes(5))));
        Assert.Equal("blue", seen); // such a retry is not counted
    }

    [Fact]
    public async Task A_call_that_is_refused_twice_fails_and_says_that_a_retry_is_safe()
    {
        await using var tried = new Tried(FrameScript.New.RstStream(1, RefusedStream).GoAway(1, NoError), FrameScript.New.RstStream(1, RefusedStream));

        var error = await Assert.ThrowsAsync<RpcException>(() => tried.UnaryAsync("x"));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("a retry is safe", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_was_reset_for_another_reason_is_not_sent_again()
    {
        const uint InternalError = 0x2;
        await using var tried = new Tried(FrameScript.New.RstStream(1, InternalError));

        Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(() => tried.UnaryAsync("x"))).StatusCode);
        Assert.Equal(1, tried.Connections);
    }

    [Fact]
    public async Task A_server_stream_that_the_server_did_not_take_is_read_from_another_connection()
    {
        await using var tried = new Tried(FrameScript.New.GoAway(0, NoError));
        using var call = tried.Invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, default, "a b c");

        Assert.Equal(["a", "b", "c"], await call.ResponseStream.ToListAsync());
    }

    [Fact]
    public async Task A_stream_to_which_nothing_was_written_yet_goes_over_another_connection()
    {
        await using var tried = new Tried(FrameScript.New.GoAway(0, NoError));
        using var call = tried.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        var answer = call.ResponseStream.MoveNext();
        await tried.Accepted;

        await call.RequestStream.WriteAsync("x");

        Assert.True(await answer);
        Assert.Equal("x", call.ResponseStream.Current);
    }

    [Fact]
    public async Task A_stream_to_which_something_was_written_fails_and_says_that_a_retry_is_safe()
    {
        await using var tried = new Tried(FrameScript.New.GoAway(0, NoError)) { RefusesWhen = "DATA" };
        using var call = tried.Invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
        await call.RequestStream.WriteAsync("x");

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("a retry is safe", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_of_a_stream_that_is_being_opened_again_is_told_when_the_call_is_cancelled()
    {
        await using var tried = new Tried(FrameScript.New.GoAway(0, NoError)) { AcceptsAgain = false };
        using var cancellation = new CancellationTokenSource();
        using var call = tried.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, new CallOptions(cancellationToken: cancellation.Token));
        var reading = call.ResponseStream.MoveNext();
        await tried.Accepted;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    /// <summary>A channel whose first connections lead to servers that refuse, and the next to one that serves.</summary>
    private sealed class Tried : IAsyncDisposable
    {
        private readonly FrameScript[] _refusals;
        private readonly GrpcServer _server = new();
        private readonly GrpcChannel _channel;
        private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _serves;

        public Tried(params FrameScript[] refusals)
        {
            _refusals = refusals;
            _channel = GrpcChannel.ForAddress("http://tried", new GrpcChannelOptions { ConnectCallback = ConnectAsync });
            Invoker = _channel.CreateCallInvoker();
        }

        public Echo Echo { get; init; } = new();

        public string RefusesWhen { get; init; } = "HEADERS";

        public bool AcceptsAgain { get; init; } = true;

        public CallInvoker Invoker { get; }

        public int Connections { get; private set; }

        /// <summary>Completes when the channel connects to the server that serves.</summary>
        public Task Accepted => _accepted.Task;

        public Task<string> UnaryAsync(string request, CallOptions options = default) => Invoker.AsyncUnaryCall(Echo.Unary, null, options, request).ResponseAsync;

        public async ValueTask DisposeAsync()
        {
            await _channel.DisposeAsync();
            await _server.DisposeAsync();
        }

        private async ValueTask<ByteConnection> ConnectAsync(CancellationToken cancellationToken)
        {
            var number = Connections++;
            var (ours, theirs) = MemoryConnection.CreatePair();
            if (number < _refusals.Length)
            {
                _ = RefuseAsync(new ScriptedPeer(theirs), _refusals[number]);
                return ours;
            }

            _accepted.TrySetResult();
            if (!AcceptsAgain) await Task.Delay(Timeout.Infinite, cancellationToken);
            if (!_serves) _server.Add(Echo);
            _serves = true;
            _server.Serve(theirs);
            return ours;
        }

        private async Task RefuseAsync(ScriptedPeer peer, FrameScript refusal)
        {
            await peer.SendAsync(FrameScript.Server.SettingsAck());
            await peer.WaitForAsync(RefusesWhen);
            await peer.SendAsync(refusal);
            await peer.ReceiveToEndAsync();
            await peer.DisposeAsync();
        }
    }
}
