using Peregrine;
using Peregrine.Interceptors;
using Peregrine.Testing;

namespace Simulations;

/// <summary>
/// One run: calls of all kinds, with faults, until all have ended; then everything works again, and as many calls as the server takes at once must succeed (so no slot, window or
/// connection is stuck); then all is closed, and nothing may be left.
/// </summary>
internal sealed class World
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(10);

    private readonly Simulation _simulation;
    private readonly RunPlan _plan;
    private readonly Oracle _oracle;
    private readonly WireModel _wire;
    private readonly Dictionary<int, CallState> _calls = [];

    private World(Simulation simulation)
    {
        _simulation = simulation;
        _plan = new(simulation.Random);
        _oracle = new(_plan);
        _wire = new(_plan, simulation.KeepsTrace ? simulation.Explain : null);
    }

    public static async Task RunAsync(Simulation simulation)
    {
        Rule.Reset();
        await new World(simulation).RunAsync();
        if (Rule.FirstBroken is { } broken) Rule.Broken(broken);
    }

    private async Task RunAsync()
    {
        var options = Options();
        var test = _simulation.StartServer(options, _wire, [new NoteService(_simulation, _calls)]);
        SetUp(test.Network);
        var invoker = Invoker(test.Channel);
        var faults = new Faults(_simulation, test, _plan, _oracle);
        faults.Start();

        await Task.WhenAll(_plan.Calls.Select(call => Start(invoker, call)));
        await faults.EndAsync();
        await HandlersAsync();
        await _simulation.Delay(s_quiet); // what was given up is over
        for (var i = 0; i < 100 && _wire.HasOpenStreams; i++) await _simulation.Delay(s_quiet); // 100 bytes in a third of a second are possible
        await HandlersAsync(); // on a slow network a call arrives, and its handler starts, long after the caller has given it up
        _oracle.AnyGivenUp = _calls.Values.Any(static call => call.End?.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted);
        foreach (var call in _calls.Values) _oracle.Check(call);
        _wire.CheckQuiet();

        await ProbeAsync(invoker);
        await _simulation.Delay(s_quiet);
        _wire.CheckQuiet();

        await CloseAsync(test);
    }

    // A handler that ignores its token may go on for a while.
    private async Task HandlersAsync()
    {
        for (var waited = 0; waited < 60 && _calls.Values.Any(static call => call is { HandlerStarted: true, HandlerEnded: false }); waited++) await _simulation.Delay(TimeSpan.FromSeconds(1));
    }

    private GrpcTestServerOptions Options()
    {
        var options = new GrpcTestServerOptions { RecordMessages = false };
        options.Server.Http2 = _plan.Server;
        options.Server.MaxReceiveMessageSize = _plan.MaxReceive;
        options.Server.MaxUnsentBytes = _plan.MaxUnsent;
        options.Server.StallTimeout = TimeSpan.FromDays(30); // clients may pause longer than a minute
        options.Server.EnableDetailedErrors = _plan.Chance(2);
        options.Server.LoggerFactory = SilentLoggers.Instance;
        options.Channel.Http2 = _plan.Client;
        options.Channel.MaxReceiveMessageSize = _plan.MaxReceive;
        return options;
    }

    private void SetUp(TestNetwork network)
    {
        network.Latency = _plan.Latency;
        network.BytesPerSecond = _plan.BytesPerSecond;
        network.Capacity = _plan.Capacity;
        var random = _simulation.Random;
        var limit = _plan.SegmentLimit;
        if (limit != int.MaxValue) network.Conditions.MaxReceive = () => random.Next(1, limit);
    }

    private CallInvoker Invoker(GrpcChannel channel)
    {
        var invoker = channel.CreateCallInvoker();
        for (var i = 0; i < _plan.Interceptors; i++) invoker = invoker.Intercept(new PassOn());
        return invoker;
    }

    private Task Start(CallInvoker invoker, CallPlan plan)
    {
        var call = new CallState(plan);
        _calls.Add(plan.Id, call);
        return _simulation.Spawn(new Caller(_simulation, invoker, call).RunAsync);
    }

    private async Task ProbeAsync(CallInvoker invoker)
    {
        _simulation.Log("probe");
        var probes = Math.Min(_plan.Server.MaxConcurrentStreams, 20) + 2;
        var ended = new List<Task>();
        for (var i = 0; i < probes; i++)
        {
            var plan = new CallPlan
            {
                Id = 1000 + i,
                Kind = (MethodType)(i % 4),
                StartAt = TimeSpan.Zero,
                Requests = [10],
                Responses = [20],
                WaitForReady = true,
                Timeout = TimeSpan.FromMinutes(10),
                Handler = new() { Reads = int.MaxValue, Pause = TimeSpan.FromMilliseconds(10) },
            };
            ended.Add(Start(invoker, plan));
        }

        await Task.WhenAll(ended);
        foreach (var (id, call) in _calls)
        {
            if (id >= 1000) Rule.Holds(call.End?.StatusCode == StatusCode.OK, $"All faults are over, but call {id} ended with {call.End}.");
        }
    }

    private async Task CloseAsync(GrpcTestServer test)
    {
        _simulation.Log("close");
        var started = _simulation.Elapsed;
        await test.Channel.DisposeAsync();
        await test.StopAsync(TimeSpan.FromMinutes(1));
        await test.DisposeAsync();
        await _simulation.Settle();
        Rule.Holds(_simulation.Elapsed - started < TimeSpan.FromSeconds(10), $"Closing took {_simulation.Elapsed - started}.");
        Rule.Holds(test.Network.Connections == 0, $"{test.Network.Connections} connections are left open.");
        Rule.Holds(_simulation.PendingTimers == 0, $"{_simulation.PendingTimers} timers are left: {_simulation.DescribeTimers()}.");
    }

    private sealed class PassOn : CallInterceptor;
}
