using System.Diagnostics;
using System.Globalization;
using Peregrine;

namespace Attacks;

/// <summary>Who must not suffer: calls of 100 bytes, 200 a second over one channel. Each line that it reads is answered with the 99th percentile since the line before, in microseconds, and how many calls failed.</summary>
internal static class HonestClient
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(int port)
    {
        await using var channel = GrpcChannel.ForAddress(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var latencies = new List<double>();
        var failures = 0;
        _ = CallAsync();
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            lock (latencies)
            {
                latencies.Sort();
                var percentile = latencies.Count == 0 ? 0 : latencies[(int)(latencies.Count * 0.99)];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{percentile:F0} {failures}"));
                latencies.Clear();
                failures = 0;
            }
        }

        async Task CallAsync()
        {
            var invoker = channel.CreateCallInvoker();
            var request = new byte[100];
            using var timer = new PeriodicTimer(s_between);
            while (await timer.WaitForNextTickAsync())
            {
                var started = Stopwatch.GetTimestamp();
                var isFine = true;
                try
                {
                    await invoker.AsyncUnaryCall(TargetServer.Echo, null, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(20)), request);
                }
                catch (RpcException)
                {
                    isFine = false;
                }

                lock (latencies)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                    if (!isFine) failures++;
                }
            }
        }
    }
}
