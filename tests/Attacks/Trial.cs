using System.Globalization;

namespace Attacks;

/// <summary>One attack against the server, beside the honest client.</summary>
internal static class Trial
{
    /// <summary>Plays the attack.</summary>
    /// <param name="attack">What is played.</param>
    /// <param name="server">The attacked.</param>
    /// <param name="duration">How long floods go on, at least once through.</param>
    public static async Task<Outcome> PlayAsync(Attack attack, Child server, TimeSpan duration)
    {
        var ports = server.FirstLine.Split(' ').Select(static port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
        var arena = new Arena(ports[0], ports[1], duration);
        var before = Counted(server, attack.Counted);
        using var over = new CancellationTokenSource();
        var idle = server.ResidentBytes;
        var watching = WatchMemoryAsync(server, over.Token);
        await attack.PlayAsync(arena);
        await Task.Delay(TimeSpan.FromSeconds(1.5)); // counts reach the instruments within a second
        await over.CancelAsync();
        return new Outcome(attack, arena.Sent, arena.Answers, await watching - idle, Counted(server, attack.Counted) - before);
    }

    // The sum of all series whose names start so.
    private static long Counted(Child server, string series) => server.Ask("metrics").Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Where(each => each.StartsWith(series, StringComparison.Ordinal) && !each.Contains("|=", StringComparison.Ordinal))
        .Sum(static each => long.Parse(each.AsSpan(each.IndexOf('=', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture));

    private static async Task<long> WatchMemoryAsync(Child server, CancellationToken over)
    {
        long most = 0;
        while (!over.IsCancellationRequested)
        {
            most = Math.Max(most, server.ResidentBytes);
            await Task.Delay(20, CancellationToken.None);
        }

        return most;
    }
}

/// <summary>What came of an attack.</summary>
/// <param name="Attack">The attack.</param>
/// <param name="Sent">Messages that were sent.</param>
/// <param name="Answers">How each connection was answered.</param>
/// <param name="MemoryOverIdle">The most memory that the server had in RAM, beyond what it had before, in bytes.</param>
/// <param name="Counted">By how much the metric rose.</param>
internal sealed record Outcome(Attack Attack, long Sent, IReadOnlyCollection<string> Answers, long MemoryOverIdle, long Counted)
{
    /// <summary>What the server may use beyond what it used before.</summary>
    public const long MostMemory = 64L * 1024 * 1024;

    /// <summary>The answer that most connections had.</summary>
    public string Answer => Answers.GroupBy(static answer => answer).OrderByDescending(static group => group.Count()).Select(static group => group.Key).FirstOrDefault("none");

    /// <summary>What is not as it must be; empty when all is.</summary>
    public IEnumerable<string> Complaints()
    {
        if (Answers.Count == 0) yield return "no connection was answered";
        foreach (var answer in Answers.Where(answer => !answer.StartsWith(Attack.Answer, StringComparison.Ordinal)).Distinct()) yield return $"the answer was '{answer}' and should start with '{Attack.Answer}'";
        if (MemoryOverIdle > MostMemory) yield return $"{MemoryOverIdle / 1024 / 1024} MiB over idle";
        if (Counted == 0) yield return $"{Attack.Counted} did not rise";
    }
}
