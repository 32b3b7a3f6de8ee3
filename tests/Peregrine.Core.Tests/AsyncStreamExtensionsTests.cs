namespace Peregrine.Core.Tests;

public class AsyncStreamExtensionsTests
{
    [Fact]
    public async Task ToListAsync_reads_to_the_end() => Assert.Equal(["a", "b"], await new ListReader("a", "b").ToListAsync());

    [Fact]
    public async Task ForEachAsync_gives_each_message_to_the_function_one_after_the_other()
    {
        var seen = new List<string>();
        await new ListReader("a", "b").ForEachAsync(async message =>
        {
            await Task.Yield();
            seen.Add(message);
        });
        Assert.Equal(["a", "b"], seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAllAsync_completes_the_requests_if_asked_to(bool complete)
    {
        var writer = new ListWriter();
        await writer.WriteAllAsync(["a", "b"], complete);
        await writer.WriteAllAsync(new[] { "c" }.ToAsyncEnumerable(), complete, TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b", "c"], writer.Written);
        Assert.Equal(complete ? 2 : 0, writer.Completions);
    }

    [Fact]
    public async Task WriteAllAsync_writes_responses()
    {
        var writer = new ListWriter();
        await ((IServerStreamWriter<string>)writer).WriteAllAsync(["a"]);
        await ((IServerStreamWriter<string>)writer).WriteAllAsync(new[] { "b" }.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], writer.Written);
    }

    [Fact]
    public async Task WriteAllAsync_asks_for_a_message_when_the_one_before_it_was_accepted()
    {
        var accepted = new TaskCompletionSource();
        var writer = new ListWriter { Acceptance = accepted.Task };
        var asked = 0;

        var written = ((IServerStreamWriter<string>)writer).WriteAllAsync(new[] { "a", "b", "c" }.ToAsyncEnumerable().Select(message => { asked++; return message; }), TestContext.Current.CancellationToken);
        Assert.Equal(1, asked);
        accepted.SetResult();
        await written;

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task ReadAllAsync_joins_its_token_and_that_of_WithCancellation()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var reader = new ListReader("a", "b");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in reader.ReadAllAsync(first.Token).WithCancellation(second.Token)) await second.CancelAsync();
        });
        Assert.Equal("a", reader.Current);
    }

    [Fact]
    public async Task Reading_a_stream_as_a_sequence_allocates_nothing_per_message()
    {
        await using var enumerator = new EndlessReader().ReadAllAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(0, await AllocatedAsync(enumerator));
    }

    [Fact]
    public async Task Reading_the_responses_of_an_exchange_allocates_nothing_per_message()
    {
        using var call = new AsyncDuplexStreamingCall<string, string>(
            new ListWriter(), new EndlessReader(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        var responses = StreamingCalls.ExchangeAsync(call, AsyncEnumerable.Empty<string>(), default, static (call, _) => call);
        await using var enumerator = responses.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(0, await AllocatedAsync(enumerator));
    }

    // Each step is complete at once, so all of it is this thread's.
    private static async Task<long> AllocatedAsync(IAsyncEnumerator<string> enumerator)
    {
        for (var i = 0; i < 100; i++) await enumerator.MoveNextAsync();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) await enumerator.MoveNextAsync();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class ListReader(params string[] messages) : IAsyncStreamReader<string>
    {
        private int _next;

        public string Current => messages[_next - 1];

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(_next++ < messages.Length);
        }
    }

    private sealed class EndlessReader : IAsyncStreamReader<string>
    {
        private static readonly Task<bool> s_more = Task.FromResult(true);

        public string Current => "a";

        public Task<bool> MoveNext(CancellationToken cancellationToken) => s_more;
    }

    private sealed class ListWriter : IClientStreamWriter<string>, IServerStreamWriter<string>
    {
        public List<string> Written { get; } = [];

        public int Completions { get; private set; }

        public Task Acceptance { get; init; } = Task.CompletedTask;

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Written.Add(message);
            return Acceptance;
        }

        public Task CompleteAsync()
        {
            Completions++;
            return Task.CompletedTask;
        }
    }
}
