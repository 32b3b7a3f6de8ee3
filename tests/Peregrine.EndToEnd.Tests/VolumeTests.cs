namespace Peregrine.EndToEnd.Tests;

/// <summary>Much data: correct, and held only as far as the windows allow.</summary>
[Collection("Alone")] // the memory of other tests would count
public class VolumeTests
{
    private const long FlatMemory = 64 * 1024 * 1024;

    [Fact]
    public async Task A_hundred_messages_of_1_MB_go_each_way_in_flat_memory()
    {
        await using var pair = Pair.Start();
        var chunk = new string('x', 1_000_000);
        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        var before = LiveBytes();

        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++) await call.RequestStream.WriteAsync(chunk);
            await call.RequestStream.CompleteAsync();
        });
        var received = 0;
        var most = 0L;
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal(1_000_000, message.Length);
            if (received++ % 10 == 0) most = Math.Max(most, LiveBytes() - before);
        }

        await writing;
        Assert.Equal(100, received);
        Assert.InRange(most, long.MinValue, FlatMemory);
    }

    [Fact]
    public async Task A_million_small_messages_go_over_one_duplex_stream_in_flat_memory()
    {
        const int Count = 1_000_000;
        await using var pair = Pair.Start();
        using var call = pair.Invoker.AsyncDuplexStreamingCall(Echo.Duplex, null, default);
        var before = LiveBytes();

        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++) await call.RequestStream.WriteAsync("small");
            await call.RequestStream.CompleteAsync();
        });
        var received = 0;
        var most = 0L;
        while (await call.ResponseStream.MoveNext())
        {
            if (received++ % 100_000 == 0) most = Math.Max(most, LiveBytes() - before);
        }

        await writing;
        Assert.Equal(Count, received);
        Assert.InRange(most, long.MinValue, FlatMemory);
    }

    private static long LiveBytes() => GC.GetTotalMemory(forceFullCollection: true);
}
