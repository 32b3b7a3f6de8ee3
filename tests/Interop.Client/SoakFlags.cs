using System.CommandLine;

namespace Interop.Client;

/// <summary>How much of a soak case is enough.</summary>
internal sealed record SoakPlan(int Iterations, int MaxFailures, TimeSpan MaxLatency, TimeSpan Overall, int Threads, TimeSpan Interval);

/// <summary>The standard flags of the soak cases.</summary>
internal sealed class SoakFlags
{
    private readonly Option<int> _iterations = new("--soak_iterations") { DefaultValueFactory = _ => 10 };
    private readonly Option<int> _maxFailures = new("--soak_max_failures");
    private readonly Option<int> _maxLatency = new("--soak_per_iteration_max_acceptable_latency_ms") { DefaultValueFactory = _ => 1000 };
    private readonly Option<int> _overall = new("--soak_overall_timeout_seconds") { DefaultValueFactory = _ => 10 };
    private readonly Option<int> _threads = new("--soak_num_threads") { DefaultValueFactory = _ => 1 };

    private readonly Option<double> _interval = new("--iteration_interval") { Description = "Seconds between the calls of long_lived_channel.", DefaultValueFactory = _ => 10 };

    public IEnumerable<Option> All => [_iterations, _maxFailures, _maxLatency, _overall, _threads, _interval];

    public SoakPlan Read(ParseResult arguments) => new(
        arguments.GetValue(_iterations),
        arguments.GetValue(_maxFailures),
        TimeSpan.FromMilliseconds(arguments.GetValue(_maxLatency)),
        TimeSpan.FromSeconds(arguments.GetValue(_overall)),
        arguments.GetValue(_threads),
        TimeSpan.FromSeconds(arguments.GetValue(_interval)));
}
