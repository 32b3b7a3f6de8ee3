using Peregrine.Connections;

namespace Peregrine.Testing;

/// <summary>
/// Runs servers, channels and the code that uses them on one thread, in virtual time, in an order that a seed decides: what a busy machine does once a month happens within
/// seconds, and the same seed does it again. Hours pass at once, because time moves on only when nothing else can happen.
/// <code>
/// Simulation.RunMany(1000, async simulation =>
/// {
///     await using var test = simulation.StartServer(new GreeterService());
///     test.Network.Latency = TimeSpan.FromMilliseconds(simulation.Random.Next(100));
///     test.Network.CutAfter(simulation.Random.Next(1000), NetworkDirection.ToServer);
///     …   // calls, and what must hold whatever happens to them
/// });
/// </code>
/// Code inside awaits calls, <see cref="Delay"/>, timers of <see cref="Clock"/> and what completes these. It must not leave the thread: no <c>Task.Run</c>, no <c>Task.Yield</c>, no real
/// delays, no blocking; a run that does so fails and says so. All members are for the simulation's own thread.
/// </summary>
public sealed class Simulation
{
    private const int MostTicksOfAStep = 200;

    private readonly SimulationScheduler _scheduler = new();
    private readonly SimulationClock _clock;
    private readonly SimulationTrace _trace;
    private readonly List<Task> _activities = [];
    private readonly Queue<TaskCompletionSource> _settling = new();

    private Simulation(long seed, bool keepsTrace)
    {
        Seed = seed;
        Random = new SeededRandom(seed);
        _clock = new(_scheduler);
        _trace = new(_clock, _scheduler, keepsTrace);
    }

    /// <summary>What decides everything that is left open.</summary>
    public long Seed { get; }

    /// <summary>The simulation's random numbers, the same for the same seed: for what the test itself leaves to chance.</summary>
    public Random Random { get; }

    /// <summary>The virtual time.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>How much virtual time has passed.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>How many timers of <see cref="Clock"/> wait to fire; none should be left once everything is disposed.</summary>
    public int PendingTimers => _clock.PendingTimers;

    /// <summary>A number that is the same whenever the same has happened.</summary>
    public ulong TraceHash => _trace.Hash;

    /// <summary>Whether lines of the trace are kept: so when a run that failed is repeated for its trace.</summary>
    public bool KeepsTrace => _trace.KeepsLines;

    /// <summary>
    /// Runs one seed. <paramref name="body"/> starts everything; the run ends when it, all that it spawned, and everything that was set going have ended. When it fails it is run once more, for its
    /// trace: so all state of the test must be made inside.
    /// </summary>
    /// <returns>The hash of the trace: the same for the same seed and the same code.</returns>
    /// <exception cref="SimulationFailedException">The body failed, something threw where nobody could catch it, the run got stuck, took longer than <paramref name="timeLimit"/> (default an hour of
    /// virtual time), left timers behind, or left the thread.</exception>
    public static ulong Run(long seed, Func<Simulation, Task> body, TimeSpan? timeLimit = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        try
        {
            return Run(seed, body, timeLimit, keepsTrace: false).Hash;
        }
        catch (SimulationFailedException first)
        {
            var trace = Run(seed, body, timeLimit, keepsTrace: true);
            throw new SimulationFailedException(seed, $"{first.Problem} That did not happen again with the same seed, so something outside the simulation decides.", trace, first.InnerException);
        }
    }

    /// <summary>Runs many seeds, one after the other; the first that fails ends it. See <see cref="Run(long, Func{Simulation, Task}, TimeSpan?)"/>.</summary>
    public static void RunMany(int count, Func<Simulation, Task> body, long firstSeed = 1, TimeSpan? timeLimit = null)
    {
        for (var seed = firstSeed; seed < firstSeed + count; seed++) Run(seed, body, timeLimit);
    }

    /// <summary>Starts a server in this simulation.</summary>
    public GrpcTestServer StartServer(params IGrpcService[] services) => StartServer(new GrpcTestServerOptions(), services);

    /// <summary>Starts a server in this simulation. The clock in the options is replaced by the simulation's.</summary>
    public GrpcTestServer StartServer(GrpcTestServerOptions options, params IGrpcService[] services) => StartServer(options, null, services);

    /// <summary>Starts an activity beside the others. The run waits for it, and fails when it fails.</summary>
    public Task Spawn(Func<Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var promise = new Promise(_scheduler);
        var running = RunAsync(promise.Task, activity);
        _activities.Add(running);
        promise.Complete();
        return running;
    }

    /// <summary>Completes when so much virtual time has passed.</summary>
    /// <remarks>Unlike <c>Task.Delay(time, Clock, token)</c>, which .NET ends on the thread pool when the token fires.</remarks>
    public Task Delay(TimeSpan time, CancellationToken cancellationToken = default) => Pause.ForAsync(time, _clock, _scheduler, cancellationToken);

    /// <summary>Lets the code that runs take so much time, as if it computed: what falls due meanwhile happens after it.</summary>
    public void Spend(TimeSpan time) => _clock.Advance(time);

    /// <summary>Completes when nothing more can happen before time moves on.</summary>
    public Task Settle()
    {
        var settled = new TaskCompletionSource();
        _settling.Enqueue(settled);
        return settled.Task;
    }

    /// <summary>Writes a line into the trace.</summary>
    public void Log(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _trace.Add(line);
    }

    internal void Explain(string line) => _trace.Explain(line);

    internal string DescribeTimers() => _clock.DescribeTimers();

    internal GrpcTestServer StartServer(GrpcTestServerOptions options, ILinkObserver? observer, IGrpcService[] services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        options.Clock = _clock;
        return new(options, new CallRuntime(_scheduler, Random.NextDouble), new TracedLinks(_trace, observer), services);
    }

    private static SimulationTrace Run(long seed, Func<Simulation, Task> body, TimeSpan? timeLimit, bool keepsTrace)
    {
        var simulation = new Simulation(seed, keepsTrace);
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            simulation.Run(body, timeLimit ?? TimeSpan.FromHours(1));
            return simulation._trace;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static async Task RunAsync(Task start, Func<Task> activity)
    {
        await start.ConfigureAwait(false);
        await activity().ConfigureAwait(false);
    }

    private void Run(Func<Simulation, Task> body, TimeSpan timeLimit)
    {
        _ = Spawn(() => body(this));
        var context = ExecutionContext.Capture();
        while (Step(timeLimit))
        {
            if (context is not null) ExecutionContext.Restore(context);
        }
    }

    /// <summary>Lets one thing happen; false when the run is over.</summary>
    private bool Step(TimeSpan timeLimit)
    {
        if (_scheduler.Escape is { } where) throw Failed($"Work came from another thread. Inside a simulation nothing may use Task.Run, Task.Yield, real delays or other threads. It came from:{Environment.NewLine}{where}");
        if (_scheduler.Count > 0) return RunOne();
        if (_settling.TryDequeue(out var settled))
        {
            settled.SetResult();
            return true;
        }

        ThrowIfFailed();
        var isOver = _activities.TrueForAll(static activity => activity.IsCompleted);
        if (_clock.NextTimer is not { } wait) return isOver ? false : throw Failed("The run is stuck: nothing can happen any more, and not all activities have ended. Either something that was due never came, or code waits for another thread.");
        if (Elapsed + wait > timeLimit) throw Failed(isOver ? $"{PendingTimers} timers are left ({DescribeTimers()})." : $"The run had not ended after {timeLimit} of virtual time.");

        _clock.Advance(wait);
        return true;
    }

    private bool RunOne()
    {
        var item = _scheduler.Take(Random);
        _trace.Add(item is SimulationClock.Due due ? due.Name : item.GetType().Name);
        try
        {
            item.Execute();
        }
        catch (Exception error)
        {
            throw Failed($"{item.GetType().Name} threw where nobody can catch it: {error.GetType().Name}: {error.Message}", error);
        }

        _clock.Advance(new TimeSpan(Random.Next(MostTicksOfAStep)));
        return true;
    }

    private void ThrowIfFailed()
    {
        foreach (var activity in _activities)
        {
            if (activity.Exception?.InnerException is { } error) throw Failed(error.Message, error);
            if (activity.IsCanceled) throw Failed("An activity was cancelled.");
        }

        if (_activities.Count > 1) _activities.RemoveAll(static activity => activity.IsCompletedSuccessfully);
    }

    private SimulationFailedException Failed(string problem, Exception? cause = null) => new(Seed, problem, _trace, cause);
}
