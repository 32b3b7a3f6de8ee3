using System.Collections.Concurrent;
using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>Three servers are stopped and started one after the other while clients call: no call may fail.</summary>
internal static class RollingRestart
{
    private const int Callers = 40;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public static async Task<string> TellAsync(int rounds)
    {
        var addresses = Array.ConvertAll(Ports.Take(3), port => $"127.0.0.1:{port}");
        var servers = Array.ConvertAll(addresses, Serve);
        var failures = new ConcurrentQueue<string>();
        var calls = 0;
        try
        {
            using var stop = new CancellationTokenSource();
            // Two channels, so that more than one server is in use.
            await using var first = GrpcChannel.ForAddress("ipv4:" + string.Join(',', addresses), new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure });
            await using var second = GrpcChannel.ForAddress("ipv4:" + string.Join(',', addresses.Reverse()), new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure });
            var callers = Enumerable.Range(0, Callers).Select(n => Task.Run(() => CallAsync(new Life.LifeClient(n % 2 == 0 ? first : second)))).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                for (var i = 0; i < servers.Length; i++)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(300));
                    servers[i].AskToStop();
                    await servers[i].WhenEndedAsync();
                    servers[i].Dispose();
                    servers[i] = Serve(addresses[i]);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300));
            await stop.CancelAsync();
            await Task.WhenAll(callers);

            async Task CallAsync(Life.LifeClient client)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await client.EchoAsync(new Word { Text = "x", Milliseconds = Random.Shared.Next(20) });
                        Interlocked.Increment(ref calls);
                    }
                    catch (RpcException failure)
                    {
                        failures.Enqueue(failure.Message);
                    }

                    await Task.Delay(s_pause);
                }
            }
        }
        finally
        {
            foreach (var server in servers) server.Dispose();
        }

        Report.Ensure(failures.IsEmpty, $"{failures.Count} of {calls} calls failed, the first: {failures.FirstOrDefault()}");
        return $"{rounds * servers.Length} restarts, {calls} unary calls, 0 failed";
    }

    private static Child Serve(string address) => Child.Start(["server", "http://" + address]);
}
