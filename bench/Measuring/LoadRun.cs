using System.Diagnostics;

namespace Measuring;

/// <summary>
/// One run of a load client: callers record each call or message, the run cuts the measured part out of the whole. All members may be used by any number of threads at once;
/// each thread counts in its own histogram, so recording neither allocates nor contends. The histograms are of the whole process: one run at a time.
/// </summary>
/// <param name="announce">Called when the measured time begins.</param>
public sealed class LoadRun(Action? announce = null) : IDisposable
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private static readonly TimeSpan PatienceAtTheEnd = TimeSpan.FromSeconds(10);

    private static readonly List<LatencyHistogram> s_histograms = [];

    [ThreadStatic]
    private static LatencyHistogram? s_mine;

    private readonly CancellationTokenSource _ended = new();
    private long _errors;

    /// <summary>Whether callers should stop.</summary>
    public bool IsOver => _ended.IsCancellationRequested;

    /// <summary>Cancelled when the run is over.</summary>
    public CancellationToken Ended => _ended.Token;

    public static long Now => Stopwatch.GetTimestamp();

    /// <summary>Counts one call or message that began at <paramref name="start"/> (a value of <see cref="Now"/>) and returns the present time, for the next one to begin with.</summary>
    public long Record(long start) => Record(start, 1);

    /// <summary>The same for <paramref name="count"/> messages in a row, each of which took its part of the time.</summary>
    public long Record(long start, int count)
    {
        var now = Stopwatch.GetTimestamp();
        (s_mine ?? AddHistogram()).Record((long)((now - start) * NanosecondsPerTick / count), count);
        return now;
    }

    /// <summary>Counts an error and returns how many there were.</summary>
    public long RecordError() => Interlocked.Increment(ref _errors);

    /// <summary>
    /// Lets <paramref name="caller"/> run in <paramref name="callers"/> copies (it gets its number) for the warm-up and the measured time, then ends the run and waits for all of them, not forever.
    /// </summary>
    public async Task<LoadResult> MeasureAsync(LoadArguments arguments, int callers, Func<int, Task> caller)
    {
        var running = new Task[callers];
        for (var i = 0; i < callers; i++)
        {
            var number = i;
            running[i] = Task.Run(() => caller(number));
        }

        await Task.Delay(TimeSpan.FromSeconds(arguments.WarmupSeconds));
        announce?.Invoke();
        var before = Take();
        await Task.Delay(TimeSpan.FromSeconds(arguments.Seconds));
        var after = Take();
        await _ended.CancelAsync();
        await Task.WhenAll(running).WaitAsync(PatienceAtTheEnd);
        return LoadResult.Between(before, after);
    }

    public void Dispose() => _ended.Dispose();

    private LoadSnapshot Take()
    {
        var latency = new LatencyHistogram();
        lock (s_histograms)
        {
            foreach (var histogram in s_histograms) latency.Add(histogram);
        }

        using var process = Process.GetCurrentProcess();
        return new(Stopwatch.GetTimestamp(), process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Interlocked.Read(ref _errors), latency);
    }

    private static LatencyHistogram AddHistogram()
    {
        s_mine = new LatencyHistogram();
        lock (s_histograms) s_histograms.Add(s_mine);
        return s_mine;
    }
}
