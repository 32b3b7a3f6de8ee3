namespace Peregrine.EndToEnd.Tests;

public class ManyCallsTests
{
    [Fact]
    public async Task Ten_thousand_concurrent_calls_are_all_answered_with_their_own_response()
    {
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = async (request, _) =>
            {
                await Task.Yield();
                return request;
            },
        });

        var calls = Enumerable.Range(0, 10_000).Select(async i => await pair.UnaryAsync($"call {i}") == $"call {i}").ToArray();

        Assert.All(await Task.WhenAll(calls), Assert.True);
    }

    [Fact]
    public async Task A_hundred_thousand_messages_on_one_duplex_stream_keep_their_order()
    {
        const int Count = 100_000;
        await using var pair = Pair.Start();

        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++) await call.RequestStream.WriteAsync($"{i}");
            await call.RequestStream.CompleteAsync();
        });
        var next = 0;
        await foreach (var message in call.ResponseStream.ReadAllAsync()) Assert.Equal($"{next++}", message);
        await writing;

        Assert.Equal(Count, next);
    }

    [Fact]
    public async Task Sixteen_threads_write_to_one_stream_and_every_message_arrives_whole()
    {
        const int Threads = 16;
        const int Each = 1000;
        await using var pair = Pair.Start();

        using var call = pair.Invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++) await call.RequestStream.WriteAsync($"{thread}:{i}");
        })));
        await call.RequestStream.CompleteAsync();
        var all = (await call).Split(' ').Select(m => m.Split(':')).Select(m => (Thread: int.Parse(m[0]), Number: int.Parse(m[1]))).ToList();

        Assert.Equal(Threads * Each, all.Count);
        foreach (var thread in all.GroupBy(m => m.Thread)) Assert.Equal(Enumerable.Range(0, Each), thread.Select(m => m.Number));
    }

    [Fact]
    public async Task A_writer_waits_for_a_reader_that_does_not_read()
    {
        var read = new TaskCompletionSource();
        await using var pair = Pair.Start(new Echo
        {
            OnClientStreaming = async (requests, context) =>
            {
                await read.Task;
                var bytes = 0L;
                await foreach (var request in requests.ReadAllAsync()) bytes += request.Length;
                return $"{bytes}";
            },
        });

        using var call = pair.Invoker.AsyncClientStreamingCall(Echo.ClientStreaming, null, default);
        var chunk = new string('x', 100_000);
        var written = 0;
        Task pending;
        do
        {
            pending = call.RequestStream.WriteAsync(chunk);
            written++;
        }
        while (await Task.WhenAny(pending, Task.Delay(200)) == pending && written < 1000);

        Assert.InRange(written, 1, 100); // the window is 1 MiB: far fewer than 1000 chunks of 100 KB
        read.SetResult();
        await pending;
        await call.RequestStream.CompleteAsync();
        Assert.Equal($"{written * 100_000L}", await call);
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_does_not_hold_up_the_connection()
    {
        using var release = new ManualResetEventSlim();
        await using var pair = Pair.Start(new Echo
        {
            OnUnary = (request, _) =>
            {
                if (request == "block") release.Wait();
                return Task.FromResult(request);
            },
        });
        await pair.Channel.ConnectAsync();

        var blocked = pair.UnaryAsync("block");
        for (var i = 0; i < 100; i++) Assert.Equal("cheap", await pair.UnaryAsync("cheap"));
        Assert.False(blocked.IsCompleted);
        release.Set();

        Assert.Equal("block", await blocked);
    }

    [Fact]
    public async Task A_synchronous_wait_for_another_call_inside_a_continuation_is_legal()
    {
        await using var pair = Pair.Start();
        await pair.UnaryAsync("warm up");

        var answer = await pair.UnaryAsync("first").ContinueWith(_ => pair.UnaryAsync("second").GetAwaiter().GetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        Assert.Equal("second", answer);
    }

    [Fact]
    public async Task More_calls_than_the_server_allows_streams_wait_for_their_turn()
    {
        await using var pair = Pair.Start(serverOptions: new GrpcServerOptions { Http2 = new() { MaxConcurrentStreams = 2 } });

        var calls = Enumerable.Range(0, 50).Select(i => pair.UnaryAsync($"{i}")).ToArray();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await Task.WhenAll(calls));
    }
}
