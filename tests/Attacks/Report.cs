using System.Globalization;

namespace Attacks;

/// <summary>Plays the attacks one after the other beside an honest client, and prints the table.</summary>
internal static class Report
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_normal = TimeSpan.FromSeconds(3);

    // A percentile is as noisy as the machine: who is over it gets another chance, with a normal measured anew.
    private const int Attempts = 3;

    // Below this the scheduler of the machine decides, not the server.
    private const double SmallestMicroseconds = 2000;

    public static async Task<bool> RunAsync(string[] names)
    {
        using var server = new Child("server");
        using var honest = new Child("honest", server.FirstLine.Split(' ')[0]);
        await Task.Delay(s_normal); // warm
        Console.WriteLine("| attack | messages sent | the attacker's answer | server's memory over idle, MiB | honest p99 normally, ms | p99 under attack, ms | counted | |");
        Console.WriteLine("|---|--:|---|--:|--:|--:|--:|---|");
        var failed = 0;
        var played = 0;
        foreach (var attack in Attack.All.Where(attack => names.Length == 0 || names.Any(name => attack.Name.Contains(name, StringComparison.OrdinalIgnoreCase))))
        {
            played++;
            if (!await PlayAsync(attack, server, honest)) failed++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{played - failed} passed, {failed} failed, 0 skipped"));
        return failed == 0;
    }

    private static async Task<bool> PlayAsync(Attack attack, Child server, Child honest)
    {
        for (var attempt = 1; ; attempt++)
        {
            honest.Ask("forget");
            await Task.Delay(s_normal);
            var normal = Honest.Parse(honest.Ask("normal"));
            var outcome = await Trial.PlayAsync(attack, server, s_duration);
            var attacked = Honest.Parse(honest.Ask("attacked"));

            List<string> complaints = [.. outcome.Complaints()];
            if (attacked.Failures > 0) complaints.Add($"{attacked.Failures} honest calls failed");
            if (attacked.Microseconds > Math.Max(2 * normal.Microseconds, SmallestMicroseconds)) complaints.Add("honest calls are slow");
            if (complaints.Count > 0 && attempt < Attempts) continue;

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {attack.Name} | {outcome.Sent} | {outcome.Answer} | {outcome.MemoryOverIdle / 1024.0 / 1024:F1} | {normal.Microseconds / 1000:F2} | {attacked.Microseconds / 1000:F2} | {outcome.Counted} | {(complaints.Count == 0 ? "ok" : "FAILED: " + string.Join("; ", complaints))} |"));
            return complaints.Count == 0;
        }
    }

    private readonly record struct Honest(double Microseconds, int Failures)
    {
        public static Honest Parse(string line)
        {
            var words = line.Split(' ');
            return new(double.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
        }
    }
}
