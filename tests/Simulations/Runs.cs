using Peregrine.Messages;
using Peregrine.Testing;

namespace Simulations;

/// <summary>Runs seeds, and counts what each leaves in the pools.</summary>
public static class Runs
{
    private static readonly PoolWatch s_pool = new();

    /// <summary>Runs one seed and returns the hash of its trace.</summary>
    public static ulong One(long seed)
    {
        GC.KeepAlive(s_pool);
        return Simulation.Run(seed, RunAsync, TimeSpan.FromMinutes(30));
    }

    /// <summary>Runs seeds one after the other; returns a hash over all their traces.</summary>
    public static ulong Many(long from, long count, Action<long>? progress = null)
    {
        var all = 0UL;
        for (var seed = from; seed < from + count; seed++)
        {
            all = (all ^ One(seed)) * 0x100000001b3;
            if ((seed - from + 1) % 1000 == 0) progress?.Invoke(seed - from + 1);
        }

        return all;
    }

    private static async Task RunAsync(Simulation simulation)
    {
        PoolWatch.RememberStacks(simulation.KeepsTrace);
        var before = PoolWatch.Outstanding;
        var segments = ReceiveSegment.InUse;
        await World.RunAsync(simulation);
        await simulation.Settle();
        Rule.Holds(ReceiveSegment.InUse == segments, $"{ReceiveSegment.InUse - segments} receive segments were not returned.");
        var left = PoolWatch.Outstanding - before;
        if (left != 0) Rule.Broken(Describe(left, PoolWatch.Stacks));
    }

    private static string Describe(int left, string[] stacks) =>
        $"{left} arrays of the shared pool were not returned.{string.Concat(stacks.Select(static stack => $"{Environment.NewLine}Rented here:{Environment.NewLine}{stack}"))}";
}
