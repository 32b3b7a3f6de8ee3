using System.Diagnostics;
using System.Globalization;
using Peregrine.ProtoCompiler.Tests.Fuzzing;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>Compiles a great many mutated texts and reports what no compiler may do: throw, hang, take memory without bound.</summary>
internal sealed class FuzzRun(IReadOnlyList<string> texts, string[] roots)
{
    // Processor time of the whole process: a text that waits for a busy machine is no hanging one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2) * Environment.ProcessorCount;
    private const long MemoryLimit = 1L << 30;

    private readonly ProtoMutator _mutator = new(texts);
    private readonly FolderResolver _imports = new(roots);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TimeSpan> _running = [];
    private long _accepted;
    private long _most;
    private int _done;
    private int _failed;

    /// <summary>The number of failures.</summary>
    public int Run(int first, int count)
    {
        var clock = Stopwatch.StartNew();
        using var watchdog = new Timer(_ => FindHanging(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        Parallel.For(first, first + count, seed =>
        {
            lock (_gate)
                _running.Add(seed, Environment.CpuUsage.TotalTime);
            RunOne(seed);
            lock (_gate)
                _running.Remove(seed);
            var done = Interlocked.Increment(ref _done);
            if (done % 20_000 == 0)
                Print($"{done} texts, {_accepted} accepted, {_failed} failures, {clock.Elapsed.TotalSeconds:F0} s");
        });
        using var process = Process.GetCurrentProcess();
        Print($"{count} mutated texts of {texts.Count} files in {clock.Elapsed.TotalSeconds:F0} s: {_accepted} accepted; at most {_most >> 20} MiB allocated for one text, {process.PeakWorkingSet64 >> 20} MiB by the process");
        Print($"{count - _failed} passed, {_failed} failed, 0 skipped");
        return _failed;
    }

    private void RunOne(int seed)
    {
        try
        {
            var outcome = FuzzCase.Run(_mutator, seed, _imports);
            if (outcome.IsAccepted)
                Interlocked.Increment(ref _accepted);
            lock (_gate)
                _most = Math.Max(_most, outcome.AllocatedBytes);
            if (outcome.AllocatedBytes > MemoryLimit)
                Fail(seed, $"{outcome.AllocatedBytes} bytes allocated for {outcome.Characters} characters");
        }
#pragma warning disable CA1031 // Any exception is a finding.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(seed, e.ToString());
        }
    }

    private void Fail(int seed, string what)
    {
        Interlocked.Increment(ref _failed);
        Print($"seed {seed}: {what}");
    }

    // A compiler that does not come back cannot be helped; the seed must be known.
    private void FindHanging()
    {
        lock (_gate)
        {
            foreach (var (seed, _) in _running.Where(entry => Environment.CpuUsage.TotalTime - entry.Value > Patience))
            {
                Print($"seed {seed}: no result after {Patience.TotalMinutes} minutes of processor time");
                Environment.Exit(1);
            }
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
