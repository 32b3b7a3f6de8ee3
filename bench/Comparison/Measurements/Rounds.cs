using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>Alternates the contestants: A B C, A B C, ... so that a change of the machine's mood hits all of them.</summary>
internal static class Rounds
{
    /// <summary>One that fails is left out from then on, and the result says so.</summary>
    public static async Task<ScenarioResult> RunAsync<T>(Scenario scenario, int rounds, IEnumerable<T> entrants, Func<T, Task<Sample>> measure)
        where T : Entrant
    {
        var samples = entrants.Select(entrant => (Entrant: entrant, Taken: new List<Sample>())).ToList();
        var failures = new List<string>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var running in samples.ToArray())
            {
                try
                {
                    var sample = await measure(running.Entrant);
                    running.Taken.Add(sample);
                    await Console.Error.WriteLineAsync($"{scenario.Group}: {scenario.Title}, round {round} of {rounds}: {running.Entrant.Name} {Describe(scenario, sample)}");
                }
                catch (Exception failure) when (failure is ContestantException or TimeoutException)
                {
                    failures.Add($"{running.Entrant.Name}: {failure.Message}");
                    samples.Remove(running);
                    await Console.Error.WriteLineAsync($"{scenario.Group}: {scenario.Title}: {failures[^1]}");
                }
            }
        }

        return ScenarioResult.Of(scenario, [.. samples.Select(running => new ContestantResult(running.Entrant.Name, running.Entrant.Kind, running.Taken))], failures);
    }

    private static string Describe(Scenario scenario, Sample sample) =>
        string.Join(", ", scenario.Figures.Where(figure => sample.Figures.ContainsKey(figure.Key)).Select(figure => $"{figure.Heading} {figure.Format(sample.Figures[figure.Key])}"));
}
