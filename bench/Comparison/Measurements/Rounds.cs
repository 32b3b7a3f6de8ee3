using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>Alternates the contestants: A B C, A B C, ... so that a change of the machine's mood hits all of them.</summary>
internal static class Rounds
{
    public static async Task<ScenarioResult> RunAsync(Scenario scenario, int rounds, IEnumerable<Contestant> contestants, Func<Contestant, Task<Sample>> measure)
    {
        var samples = contestants.ToDictionary(contestant => contestant, _ => new List<Sample>());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (contestant, taken) in samples)
            {
                var sample = await measure(contestant);
                taken.Add(sample);
                await Console.Error.WriteLineAsync($"{scenario.Title}, round {round} of {rounds}: {contestant.Name} {sample.CpuMicrosecondsPerCall:F2} µs per call, {sample.CallsPerSecond:F0} calls/s");
            }
        }

        return new(scenario, [.. samples.Select(taken => new ContestantResult(taken.Key.Name, taken.Value))]);
    }
}
