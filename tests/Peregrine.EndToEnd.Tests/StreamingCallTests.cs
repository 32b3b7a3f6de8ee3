using System.Runtime.CompilerServices;

namespace Peregrine.EndToEnd.Tests;

public class StreamingCallTests
{
    private static readonly Never s_never = new();

    [Fact]
    public async Task Responses_are_a_sequence()
    {
        await using var pair = Pair.Start();

        Assert.Equal(["a", "b", "c"], await Read(pair, "a b c").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_call_is_made_before_the_responses_are_enumerated_and_each_enumeration_makes_one()
    {
        var calls = 0;
        await using var pair = Pair.Start(new Echo
        {
            OnServerStreaming = (request, responses, _) =>
            {
                Interlocked.Increment(ref calls);
                return responses.WriteAsync(request);
            },
        });

        var responses = Read(pair, "x");
        Assert.Equal(0, calls);
        await responses.CountAsync(TestContext.Current.CancellationToken);
        await responses.CountAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Leaving_the_enumeration_early_cancels_the_call()
    {
        var cancelled = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnServerStreaming = async (request, responses, context) =>
            {
                _ = context.CancellationToken.Register(cancelled.SetResult);
                await responses.WriteAsync(request);
                await cancelled.Task;
            },
        });

        await foreach (var response in Read(pair, "x"))
        {
            Assert.Equal("x", response);
            break;
        }

        await cancelled.Task;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_token_of_the_options_or_of_WithCancellation_ends_the_enumeration_with_OperationCanceledException(bool byOptions)
    {
        await using var pair = Pair.Start(new Echo { OnServerStreaming = async (_, responses, context) => await HangAfterOne(responses, context) });
        using var source = new CancellationTokenSource();
        var responses = Read(pair, "x", byOptions ? new CallOptions(cancellationToken: source.Token) : default);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in responses.WithCancellation(byOptions ? default : source.Token)) await source.CancelAsync();
        });

        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Either_of_two_tokens_ends_the_enumeration()
    {
        await using var pair = Pair.Start(new Echo { OnServerStreaming = async (_, responses, context) => await HangAfterOne(responses, context) });
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Read(pair, "x", new CallOptions(cancellationToken: first.Token)).WithCancellation(second.Token)) await first.CancelAsync();
        });
    }

    [Fact]
    public async Task An_error_status_is_thrown_behind_the_messages_that_came_before_it()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnServerStreaming = async (_, responses, _) =>
            {
                await responses.WriteAsync("first");
                throw new RpcException(new Status(StatusCode.DataLoss, "the tape broke"));
            },
        });
        var seen = new List<string>();

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var response in Read(pair, "x")) seen.Add(response);
        });

        Assert.Equal(["first"], seen);
        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
    }

    [Fact]
    public async Task All_requests_are_sent_and_the_response_comes_back()
    {
        await using var pair = Pair.Start();

        Assert.Equal("a b c", await Send(pair, Words("a", "b", "c")));
    }

    [Fact]
    public async Task What_the_requests_fail_with_is_thrown_and_the_call_is_cancelled()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnClientStreaming = async (requests, context) =>
            {
                _ = context.CancellationToken.Register(cancelled.SetResult);
                started.SetResult();
                await requests.ToListAsync();
                return "";
            },
        });

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Send(pair, Failing("a", started.Task)));

        Assert.Equal("a", error.Message);
        await cancelled.Task;
    }

    [Fact]
    public async Task A_response_before_the_last_request_wins_and_ends_the_requests()
    {
        await using var pair = Pair.Start(new Echo { OnClientStreaming = async (requests, _) => await requests.MoveNext() ? "enough" : "nothing" });
        var ended = new TaskCompletionSource();

        Assert.Equal("enough", await Send(pair, UntilCancelled(ended)));

        await ended.Task;
    }

    [Fact]
    public async Task An_error_status_does_not_wait_for_requests_that_ignore_their_token()
    {
        await using var pair = Pair.Start(new Echo { OnClientStreaming = (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "no")) });

        var error = await Assert.ThrowsAsync<RpcException>(() => Send(pair, s_never));

        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
    }

    [Fact]
    public async Task A_request_that_cannot_be_sent_fails_the_call_with_its_own_status()
    {
        await using var pair = Pair.Start();

        var error = await Assert.ThrowsAsync<RpcException>(() => Send(pair, Words("a", "too long"), new CallOptions().WithMaxSendMessageSize(3)));

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task The_callers_token_ends_a_call_whose_requests_wait()
    {
        await using var pair = Pair.Start();
        using var source = new CancellationTokenSource();

        var response = Send(pair, s_never, new CallOptions(cancellationToken: source.Token));
        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response);
        Assert.Equal(source.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Requests_and_responses_go_at_the_same_time()
    {
        await using var pair = Pair.Start();
        var answered = new SemaphoreSlim(1);

        var responses = new List<string>();
        await foreach (var response in Exchange(pair, OneAfterTheOther(answered, 100)))
        {
            responses.Add(response);
            answered.Release();
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), responses);
    }

    [Fact]
    public async Task What_the_requests_of_an_exchange_fail_with_is_thrown_behind_the_responses()
    {
        await using var pair = Pair.Start();

        var error = await Assert.ThrowsAsync<InvalidDataException>(async () => await Exchange(pair, Failing("a")).CountAsync(TestContext.Current.CancellationToken));

        Assert.Equal("a", error.Message);
    }

    [Fact]
    public async Task Leaving_an_exchange_early_ends_the_requests_and_cancels_the_call()
    {
        var cancelled = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnDuplex = async (requests, responses, context) =>
            {
                _ = context.CancellationToken.Register(cancelled.SetResult);
                await requests.MoveNext();
                await responses.WriteAsync(requests.Current);
                await cancelled.Task;
            },
        });
        var ended = new TaskCompletionSource();

        await foreach (var _ in Exchange(pair, UntilCancelled(ended))) break;

        await ended.Task;
        await cancelled.Task;
    }

    [Fact]
    public async Task The_end_of_the_responses_ends_the_requests()
    {
        await using var pair = Pair.Start(new Echo { OnDuplex = (_, responses, _) => responses.WriteAsync("bye") });
        var ended = new TaskCompletionSource();

        Assert.Equal(["bye"], await Exchange(pair, UntilCancelled(ended)).ToListAsync(TestContext.Current.CancellationToken));

        await ended.Task;
    }

    [Fact]
    public async Task A_server_that_does_not_read_stops_the_requests()
    {
        var read = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnClientStreaming = async (requests, _) =>
            {
                await read.Task;
                return (await requests.ToListAsync()).Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            },
        });
        var made = 0;
        var large = Enumerable.Repeat(new string('x', 100_000), 100).ToAsyncEnumerable().Select(text => { made++; return text; });
        await pair.Channel.ConnectAsync();

        // The first wait of the requests is for the server: sending comes back to the caller long before the last one.
        var response = Send(pair, large);
        Assert.InRange(made, 1, 99);
        read.SetResult();

        Assert.Equal("100", await response);
    }

    private static IAsyncEnumerable<string> Read(Pair pair, string request, CallOptions options = default) =>
        StreamingCalls.ReadAsync(pair.Invoker, request, options, static (invoker, request, options) => invoker.AsyncServerStreamingCall(Echo.ServerStreaming, null, options, request));

    private static Task<string> Send(Pair pair, IAsyncEnumerable<string> requests, CallOptions options = default) =>
        StreamingCalls.SendAsync(pair.Invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, options), requests);

    private static IAsyncEnumerable<string> Exchange(Pair pair, IAsyncEnumerable<string> requests) =>
        StreamingCalls.ExchangeAsync(pair.Invoker, requests, default, static (invoker, options) => invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, options));

    private static IAsyncEnumerable<string> Words(params string[] words) => words.ToAsyncEnumerable();

    private static async IAsyncEnumerable<string> Failing(string text, Task? after = null)
    {
        yield return text;
        await (after ?? Task.CompletedTask);
        await Task.Yield();
        throw new InvalidDataException(text);
    }

    private static async IAsyncEnumerable<string> UntilCancelled(TaskCompletionSource ended, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return "one";
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private static async IAsyncEnumerable<string> OneAfterTheOther(SemaphoreSlim answered, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await answered.WaitAsync();
            yield return i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task HangAfterOne(IServerStreamWriter<string> responses, ServerCallContext context)
    {
        await responses.WriteAsync("one");
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    /// <summary>Requests that never come and that no token ends.</summary>
    private sealed class Never : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        public string Current => "";

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => new(new TaskCompletionSource<bool>().Task);

        public ValueTask DisposeAsync() => default;
    }
}
