using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>A server is killed while calls run: they end with UNAVAILABLE at once, and the channel finds its successor by itself.</summary>
internal static class Killed
{
    private const int Calls = 50;

    public static async Task<string> TellAsync(int times)
    {
        var address = $"http://127.0.0.1:{Ports.Take(1)[0]}";
        await using var channel = GrpcChannel.ForAddress(address);
        var client = new Life.LifeClient(channel);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < times; i++)
        {
            using (var server = Child.Start(["server", address]))
            {
                await client.EchoAsync(new Word { Text = "back" }, new CallOptions().WithWaitForReady());
                var calls = Enumerable.Range(0, Calls).Select(_ => client.EchoAsync(new Word { Milliseconds = 3_600_000 }).ResponseAsync).ToArray();
                await client.EchoAsync(new Word { Text = "all of them have arrived" });
                var since = TimeProvider.System.GetTimestamp();
                server.KillAtOnce();
                foreach (var call in calls)
                {
                    var end = await Silence.EndOfAsync(call);
                    Report.Ensure(end.StatusCode == StatusCode.Unavailable, $"ended with {end.Status}");
                }

                var elapsed = TimeProvider.System.GetElapsedTime(since);
                if (elapsed > slowest) slowest = elapsed;
            }
        }

        return $"{times} times {Calls} running calls: all UNAVAILABLE, the last after at most {slowest.TotalMilliseconds:0} ms; the channel found each new server";
    }
}
