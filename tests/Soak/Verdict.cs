namespace Soak;

/// <summary>What a run has shown: prints each check with its figures, then the counts that ./test adds up.</summary>
internal static class Verdict
{
    private const double MiB = 1024 * 1024;

    // A shorter run is all warm-up: the runtime still compiles, and its pools still grow.
    private static readonly TimeSpan s_longEnough = TimeSpan.FromMinutes(10);

    /// <summary>Whether all checks passed.</summary>
    public static bool Print(IReadOnlyList<Sample> samples, Tally tally, Footprint clientBefore, Footprint serverBefore, Footprint clientAfter, Footprint serverAfter)
    {
        var isLong = samples[^1].Seconds >= s_longEnough.TotalSeconds;
        int passed = 0, failed = 0, skipped = 0;
        Check("no error that was not asked for", tally.Errors == 0, $"{tally.Errors} of {tally.Calls} calls");
        Flat("client RSS, MiB", s => s.Client.Rss / MiB, 10);
        Flat("server RSS, MiB", s => s.Server.Rss / MiB, 10);
        Flat("client heap, MiB", s => s.Client.Heap / MiB, 10);
        Flat("server heap, MiB", s => s.Server.Heap / MiB, 10);
        Flat("client handles", s => s.Client.Handles, 20);
        Flat("server handles", s => s.Server.Handles, 20);
        Flat("client threads", s => s.Client.Threads, 5);
        Flat("server threads", s => s.Server.Threads, 5);
        Back("client", clientBefore, clientAfter);
        Back("server", serverBefore, serverAfter);
        Console.WriteLine($"\n{passed} passed, {failed} failed, {skipped} skipped");
        return failed == 0;

        void Check(string what, bool holds, string figures)
        {
            if (holds) passed++;
            else failed++;
            Console.WriteLine($"{(holds ? "PASS" : "FAIL")} {what}: {figures}");
        }

        // The last quarter beside the second.
        void Flat(string what, Func<Sample, double> value, double slack)
        {
            var early = Mean(value, 0.25, 0.5);
            var late = Mean(value, 0.75, 1);
            var figures = $"{early:0.0} on average in the second quarter, {late:0.0} in the last";
            if (isLong)
            {
                Check(what + " flat", late <= early * 1.1 + slack, figures);
                return;
            }

            skipped++;
            Console.WriteLine($"SKIP {what} flat (the run is shorter than {s_longEnough.TotalMinutes} minutes): {figures}");
        }

        double Mean(Func<Sample, double> value, double from, double to) => samples.Skip((int)(samples.Count * from)).Take(Math.Max(1, (int)(samples.Count * (to - from)))).Average(value);

        void Back(string who, Footprint before, Footprint after) => Check(
            $"{who} back to where it was, when all channels are closed",
            after.Handles <= before.Handles + 20,
            $"handles {before.Handles} before and {after.Handles} after, live heap {before.Heap / MiB:0.0} and {after.Heap / MiB:0.0} MiB, threads {before.Threads} and {after.Threads}");
    }
}
