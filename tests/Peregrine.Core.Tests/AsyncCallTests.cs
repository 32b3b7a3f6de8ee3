namespace Peregrine.Core.Tests;

public class AsyncCallTests
{
    [Fact]
    public async Task A_unary_call_of_delegates_is_what_mocks_need()
    {
        var disposed = 0;
        var call = new AsyncUnaryCall<string>(Task.FromResult("a"), Task.FromResult(new Metadata()), () => Status.DefaultCancelled, () => [], () => disposed++);
        Assert.Equal("a", await call);
        Assert.Equal("a", await call.ConfigureAwait(false));
        Assert.Empty(await call.ResponseHeadersAsync);
        Assert.Equal(Status.DefaultCancelled, call.GetStatus());
        Assert.Empty(call.GetTrailers());
        call.Dispose();
        Assert.Equal(1, disposed);
    }

    [Fact]
    public async Task Delegates_may_share_a_state()
    {
        var state = new Metadata { { "s", "1" } };
        var call = new AsyncUnaryCall<string>(
            Task.FromResult("a"), seen => Task.FromResult((Metadata)seen), _ => Status.DefaultSuccess, seen => (Metadata)seen, seen => ((Metadata)seen).Clear(), state);
        Assert.Same(state, await call.ResponseHeadersAsync);
        Assert.Same(state, call.GetTrailers());
        call.Dispose();
        Assert.Empty(state);
    }

    [Fact]
    public async Task A_write_with_a_cancelled_token_is_not_made_by_a_writer_that_knows_no_tokens()
    {
        IAsyncStreamWriter<string> writer = new Counting();
        await writer.WriteAsync("a", CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.WriteAsync("b", new CancellationToken(canceled: true)));
        Assert.Equal(1, ((Counting)writer).Writes);
    }

    private sealed class Counting : IAsyncStreamWriter<string>
    {
        public int Writes { get; private set; }

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message)
        {
            Writes++;
            return Task.CompletedTask;
        }
    }
}
