using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

/// <summary>What every <see cref="ByteConnection"/> promises; one derived class for each kind.</summary>
public abstract class ByteConnectionContract : IAsyncLifetime
{
    private ByteConnection A { get; set; } = null!;

    private ByteConnection B { get; set; } = null!;

    public async ValueTask InitializeAsync() => (A, B) = await ConnectAsync();

    public ValueTask DisposeAsync()
    {
        A.Abort();
        B.Abort();
        GC.SuppressFinalize(this);
        return default;
    }

    [Fact]
    public async Task Chunks_arrive_in_order()
    {
        await A.SendAsync([new byte[] { 1, 2 }, Array.Empty<byte>(), new byte[] { 3 }, new byte[] { 4, 5 }], default);
        Assert.Equal([1, 2, 3, 4, 5], await ReadAsync(B, 5));
    }

    [Fact]
    public async Task Both_directions_are_independent()
    {
        await A.SendAsync([new byte[] { 1 }], default);
        await B.SendAsync([new byte[] { 2 }], default);
        Assert.Equal([2], await ReadAsync(A, 1));
        Assert.Equal([1], await ReadAsync(B, 1));
    }

    [Fact]
    public async Task An_empty_list_sends_nothing()
    {
        await A.SendAsync([], default);
        await A.SendAsync([new byte[] { 7 }], default);
        Assert.Equal([7], await ReadAsync(B, 1));
    }

    [Fact]
    public async Task A_small_buffer_receives_the_rest_later()
    {
        await A.SendAsync([new byte[] { 1, 2, 3 }], default);
        var buffer = new byte[1];
        for (byte expected = 1; expected <= 3; expected++)
        {
            Assert.Equal(1, await B.ReceiveAsync(buffer, default));
            Assert.Equal(expected, buffer[0]);
        }
    }

    [Fact]
    public async Task An_empty_buffer_waits_until_there_is_something_to_receive()
    {
        var waiting = B.ReceiveAsync(Memory<byte>.Empty, default).AsTask();
        Assert.False(waiting.IsCompleted);
        await A.SendAsync([new byte[] { 9 }], default);
        Assert.Equal(0, await waiting);
        Assert.Equal([9], await ReadAsync(B, 1));
    }

    [Fact]
    public async Task Megabytes_in_many_chunks_arrive_intact()
    {
        var random = new Random(1);
        List<ReadOnlyMemory<byte>> chunks = [];
        for (var i = 0; i < 300; i++)
        {
            var chunk = new byte[random.Next(0, 30_000)];
            random.NextBytes(chunk);
            chunks.Add(chunk);
        }

        byte[] expected = [.. chunks.SelectMany(chunk => chunk.ToArray())];
        var sending = Task.Run(async () => await A.SendAsync(chunks, default), TestContext.Current.CancellationToken);
        Assert.Equal(expected, await ReadAsync(B, expected.Length));
        await sending;
    }

    [Fact]
    public async Task After_a_graceful_close_the_peer_receives_what_was_sent_and_then_the_end()
    {
        await A.SendAsync([new byte[] { 1, 2, 3 }], default);
        var closing = A.DisposeAsync().AsTask();
        Assert.Equal([1, 2, 3], await ReadAsync(B, 3));
        Assert.Equal(0, await B.ReceiveAsync(new byte[1], default));
        await B.DisposeAsync();
        await closing;
    }

    [Fact]
    public async Task Unread_input_does_not_cost_the_last_bytes_of_a_graceful_close()
    {
        await B.SendAsync([new byte[1000]], default);
        await A.SendAsync([new byte[] { 42 }], default);
        var closing = A.DisposeAsync().AsTask();
        Assert.Equal([42], await ReadAsync(B, 1));
        await B.DisposeAsync();
        await closing;
    }

    [Fact]
    public async Task Abort_fails_a_pending_receive()
    {
        var pending = A.ReceiveAsync(new byte[1], default).AsTask();
        A.Abort();
        AssertTransportError(await Record.ExceptionAsync(() => pending));
    }

    [Fact]
    public async Task Abort_fails_a_pending_send()
    {
        var pending = Task.Run(
            async () =>
            {
                while (true) await A.SendAsync([new byte[100_000], new byte[100_000]], default);
            },
            TestContext.Current.CancellationToken);
        await ReadAsync(B, 1000);
        A.Abort();
        AssertTransportError(await Record.ExceptionAsync(() => pending));
    }

    [Fact]
    public async Task Sending_after_abort_fails()
    {
        A.Abort();
        AssertTransportError(await Record.ExceptionAsync(async () => await A.SendAsync([new byte[1]], default)));
    }

    [Fact]
    public async Task Abort_and_close_may_be_repeated()
    {
        A.Abort();
        A.Abort();
        await A.DisposeAsync();
        await A.DisposeAsync();
    }

    [Fact]
    public async Task A_cancelled_receive_leaves_the_bytes_for_the_next()
    {
        using var source = new CancellationTokenSource();
        var pending = B.ReceiveAsync(new byte[1], source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        await A.SendAsync([new byte[] { 5 }], default);
        Assert.Equal([5], await ReadAsync(B, 1));
    }

    protected static async Task<byte[]> ReadAsync(ByteConnection connection, int count)
    {
        var buffer = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await connection.ReceiveAsync(buffer.AsMemory(read), TestContext.Current.CancellationToken);
            Assert.NotEqual(0, more);
            read += more;
        }

        return buffer;
    }

    protected abstract Task<(ByteConnection A, ByteConnection B)> ConnectAsync();

    private static void AssertTransportError(Exception? exception)
    {
        Assert.True(exception is IOException or System.Net.Sockets.SocketException or ObjectDisposedException, exception?.ToString() ?? "no exception");
        Assert.NotEmpty(TransportErrors.Describe(exception!));
    }
}
