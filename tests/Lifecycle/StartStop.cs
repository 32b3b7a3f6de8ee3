using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>A server and a channel are started, used and stopped again and again: nothing may be left.</summary>
internal static class StartStop
{
    private const double MiB = 1024 * 1024;

    public static async Task<string> TellAsync(int times)
    {
        for (var i = 0; i < 30; i++) await OnceAsync();
        var before = await LookAsync();
        for (var i = 0; i < times; i++) await OnceAsync();
        var after = await LookAsync();

        var figures = $"{times} times: live memory {before.Memory / MiB:0.00} → {after.Memory / MiB:0.00} MiB, handles {before.Handles} → {after.Handles}, threads {before.Threads} → {after.Threads}, timers {before.Timers} → {after.Timers}";
        Report.Ensure(after.Memory - before.Memory < 2 * MiB && after.Handles - before.Handles <= 10 && after.Threads - before.Threads <= 10 && after.Timers - before.Timers <= 2, "something is left: " + figures);
        return figures;
    }

    private static async Task OnceAsync()
    {
        await using var server = new GrpcServer();
        server.Add(new LifeService());
        var address = await server.StartAsync("http://127.0.0.1:0");
        await using var channel = GrpcChannel.ForAddress(address.Text);
        var client = new Life.LifeClient(channel);
        await client.EchoAsync(new Word { Text = "x" });
        using var hold = client.Hold(new Word());
        Report.Ensure(await hold.ResponseStream.MoveNext(CancellationToken.None), "no stream");
        await server.StopAsync(TimeSpan.FromSeconds(10));
        Report.Ensure(await hold.ResponseStream.MoveNext(CancellationToken.None) && hold.ResponseStream.Current.Text == "draining", "the stream was not told");
    }

    private static async Task<(long Memory, int Handles, int Threads, long Timers)> LookAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300)); // what was cancelled is taken out of the timer queue
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return (GC.GetTotalMemory(forceFullCollection: true), Directory.GetFileSystemEntries("/proc/self/fd").Length, Directory.GetFileSystemEntries("/proc/self/task").Length, Timer.ActiveCount);
    }
}
