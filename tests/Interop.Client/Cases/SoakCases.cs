using System.Diagnostics;
using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

/// <summary>Many large calls; each must be quick enough, and only so many may fail.</summary>
internal static class SoakCases
{
    /// <summary>All calls on one channel.</summary>
    public static Task RpcSoak(InteropPeer peer) => SoakAsync(peer.Soak, () => CallAsync(peer.Test));

    /// <summary>A new channel for each call.</summary>
    public static Task ChannelSoak(InteropPeer peer) => SoakAsync(peer.Soak, async () =>
    {
        var channel = peer.ConnectAnew();
        await CallAsync(new TestService.TestServiceClient(channel));
        await channel.ShutdownAsync();
    });

    /// <summary>A call now and then on one channel, which must not grow stale.</summary>
    public static async Task LongLivedChannel(InteropPeer peer)
    {
        for (var iteration = 0; iteration < peer.Soak.Iterations; iteration++)
        {
            await Task.Delay(peer.Soak.Interval);
            await CallAsync(peer.Test);
        }
    }

    private static async Task CallAsync(TestService.TestServiceClient test)
    {
        var response = await test.UnaryCallAsync(Requests.Large());
        Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
    }

    private static async Task SoakAsync(SoakPlan plan, Func<Task> iteration)
    {
        var failures = new List<string>();
        var done = 0;
        using var overall = new CancellationTokenSource(plan.Overall);
        await Parallel.ForAsync(0, plan.Iterations, new ParallelOptions { MaxDegreeOfParallelism = plan.Threads }, async (number, _) =>
        {
            if (overall.IsCancellationRequested) return;
            var failure = await IterateAsync(plan, number, iteration);
            lock (failures)
            {
                done++;
                if (failure is not null) failures.Add(failure);
            }
        });
        if (done < plan.Iterations) throw new CaseFailedException($"only {done} of {plan.Iterations} iterations within {plan.Overall}");
        if (failures.Count > plan.MaxFailures) throw new CaseFailedException($"{failures.Count} iterations failed, first: {failures[0]}");
    }

    private static async Task<string?> IterateAsync(SoakPlan plan, int number, Func<Task> iteration)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await iteration();
        }
        catch (Exception e) when (e is RpcException or CaseFailedException)
        {
            return $"iteration {number}: {e.Message}";
        }
        var took = Stopwatch.GetElapsedTime(start);
        return took > plan.MaxLatency ? $"iteration {number} took {took.TotalMilliseconds:0} ms" : null;
    }
}
